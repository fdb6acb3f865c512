import './news.css';
import { useEffect } from 'preact/hooks';
import { LinkCard } from '../../components/Card';
import { IconSound } from '../../components/icons';
import { paths } from '../../router/paths';
import { followHelping, helping } from '../../state/news/helping';
import { followLetters, letters, unread } from '../../state/news';
import { account } from '../../state/shelf';
import { IconBell } from './icons';
import { t } from './words';

/** The way to the messages, with how many are unread; `quiet` only where there is something new. */
export function Entrance({ quiet = false }: { quiet?: boolean }) {
  useEffect(() => void followLetters(), []);
  const n = unread.value;
  if (!account.value) return null;
  return (
    <>
      {(n > 0 || !quiet) && (
        <LinkCard href={paths.inbox} picture={<IconBell />} title={t('inbox')} text={n === 0 && letters.value.length > 0 && t('all_read')} side={n > 0 && <strong class="letters__new">{t('unread', { n })}</strong>} />
      )}
      <HelpingEntrance />
    </>
  );
}

/** For who is asked to pass a word on; others never see it. */
export function HelpingEntrance() {
  const volunteer = account.value?.role === 'volunteer';
  useEffect(() => void (volunteer && followHelping()), [volunteer]);
  const n = helping.value.length;
  return volunteer && n > 0 ? <LinkCard href={paths.helping} picture={<IconSound />} title={t('helping')} text={t('helping_n', { n })} /> : null;
}
