import { Card, LinkCard } from '../../components/Card';
import { IconDone, IconPeople } from '../../components/icons';
import { paths } from '../../router/paths';
import { words } from '../../words';
import vi from '../../words/vi/more.json';

const t = words(vi, () => import('../../words/en/more.json'));

/** The rest of the settings: what leads to parts that are fetched later, too, and what this app is. */
export function More() {
  return (
    <>
      <LinkCard href={paths.people} picture={<IconPeople />} title={t('people')} text={t('people_text')} />
      <LinkCard href={paths.ready} picture={<IconDone />} title={t('ready')} text={t('ready_text')} />
      <Card title={t('about')}>
        <p>{t('about_text')}</p>
        <p>{t('about_offline')}</p>
        <p>{t('about_honest')}</p>
      </Card>
    </>
  );
}
