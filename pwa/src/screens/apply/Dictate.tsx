import { Button } from '../../components/Button';
import { IconSound, IconStop } from '../../components/icons';
import { words } from '../../words';
import vi from '../../words/vi/dictate.json';
import { useDictation } from './dictation';

const t = words(vi, () => import('../../words/en/dictate.json'));

/** Speaking in place of writing: of no use without a link, so that it is fetched with one. */
export function Dictate({ onText }: { onText: (spoken: string) => void }) {
  const dictation = useDictation(onText);
  if (!dictation) return null;
  return (
    <>
      <Button kind="second" icon={dictation.listening ? IconStop : IconSound} onClick={dictation.toggle}>
        {t(dictation.listening ? 'listening' : 'dictate')}
      </Button>
      {dictation.deaf && <p role="status">{t('deaf')}</p>}
    </>
  );
}
