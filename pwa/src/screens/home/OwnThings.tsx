import { useEffect } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { LinkCard } from '../../components/Card';
import { later } from '../../components/later';
import { IconPen, IconPeople, IconSend } from '../../components/icons';
import { StateBadge } from '../../components/StateBadge';
import { paths } from '../../router/paths';
import { evening, myDossiers, myDrafts, restored } from '../../state/mine';
import { t } from './words';

const SHOWN_DOSSIERS = 2;

/** What the person left unfinished, and where their dossiers stand. */
export function OwnThings() {
  return (
    <>
      {restored.value > 0 && (
        <Banner kind="good" title={t('restored', { n: restored.value })}>
          {t('restored_text')}
        </Banner>
      )}
      <News quiet />
      <Queue />
      <Continue />
      <Mine />
    </>
  );
}

const News = later(() => import('../news/Entrance').then((part) => part.Entrance), true);

/** A volunteer's evening, else what waits: each leads to a list that says for what. */
function Queue() {
  const { sent, waiting, tonight } = evening.value;
  // Kept while there is a link, for the way home where there is none.
  useEffect(() => void (tonight && import('../tonight/TonightScreen').catch(() => undefined)), [tonight]);
  if (tonight) return <LinkCard href={paths.tonight} picture={<IconPeople />} title={t('tonight')} text={t('tonight_text', { sent, waiting })} />;
  return waiting > 0 ? <LinkCard href={paths.dossiers} picture={<IconSend />} title={t('waiting', { n: waiting })} text={t('waiting_text')} /> : null;
}

function Continue() {
  const [first, ...others] = myDrafts.value;
  if (!first) return null;
  return (
    <section class="card home__continue">
      <h2 class="home__label">
        <IconPen /> {t('continue')}
      </h2>
      <p class="home__draft">{first.procedure_name}</p>
      {first.for_name && <p class="soft">{t('for', { name: first.for_name })}</p>}
      <Button href={paths.apply(first.id, first.step)} wide>
        {t('continue_action')}
      </Button>
      {others.length > 0 && <a class="alone" href={paths.dossiers}>{t('continue_more', { n: others.length })}</a>}
    </section>
  );
}

function Mine() {
  const dossiers = myDossiers.value;
  if (dossiers.length === 0) return null;
  return (
    <section class="stack">
      <div class="home__row">
        <h2>{t('mine')}</h2>
        {dossiers.length > SHOWN_DOSSIERS && <a class="alone" href={paths.dossiers}>{t('mine_all')}</a>}
      </div>
      {dossiers.slice(0, SHOWN_DOSSIERS).map((dossier) => (
        <LinkCard
          key={dossier.id}
          href={paths.dossier(dossier.id)}
          title={dossier.procedure_name}
          text={[dossier.owner_name, dossier.slip && t('slip', { slip: dossier.slip })].filter(Boolean).join(' · ')}
          side={<StateBadge state={dossier.state} />}
        />
      ))}
    </section>
  );
}
