import { LinkCard } from '../../components/Card';
import { paths } from '../../router/paths';
import { account } from '../../state/shelf';
import { Entrance } from './Entrance';
import { IconBell } from './icons';
import { t } from './words';

/** In the settings: how one is told, and what was told. */
export function NoticesEntrance() {
  if (!account.value) return null;
  return (
    <>
      <LinkCard href={paths.notices} picture={<IconBell />} title={t('title')} text={t(account.value.push ? 'here_on' : 'title_text')} />
      <Entrance />
    </>
  );
}
