import { useEffect, useState } from 'preact/hooks';
import { refreshDossiers, type Refreshed } from '../../actions/refreshDossiers';
import { removeDraft } from '../../actions/removeDraft';
import { sendAll } from '../../actions/sending';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { LinkCard } from '../../components/Card';
import { EmptyState } from '../../components/EmptyState';
import { later } from '../../components/later';
import { IconMoving, IconSend, IconTrash } from '../../components/icons';
import { AnyPicture } from '../../components/more-pictures';
import { Screen } from '../../components/Screen';
import { Sheet } from '../../components/Sheet';
import { Skeleton } from '../../components/Skeleton';
import { StateBadge } from '../../components/StateBadge';
import { type DossierRecord, stateOf } from '../../domain/dossier';
import type { Draft } from '../../domain/draft';
import { paths } from '../../router/paths';
import { account, drafts, dueOf, openShelf, othersWaiting, records, shelfReady } from '../../state/shelf';
import { inAll, waiting } from '../../state/waiting';
import { aboutWords, reasonOf, shownState, titleOf } from '../dossier/waiting';
import { dayWords, leftWords } from '../dossier/when';
import { t } from '../dossier/words';

/** My dossiers: what waits on this phone with its reason, drafts, and what the commune has. */
export function DossiersScreen() {
  const [asking, setAsking] = useState(false);
  const [said, setSaid] = useState<Refreshed | null>(null);
  const refresh = async (): Promise<void> => {
    setAsking(true);
    setSaid(await refreshDossiers());
    setAsking(false);
  };
  useEffect(() => {
    void openShelf().then(refresh);
  }, []);
  const queue = waiting.value;
  const sendingIds = new Set(queue.filter(({ entry }) => entry.kind === 'submit').map(({ entry }) => entry.dossier));
  const open = drafts.value.filter((draft) => draft.frozen === null && !draft.supplement);
  const known = records.value.filter((record) => !sendingIds.has(record.id));
  const elsewhere = known.filter((record) => stateOf(record) === 'draft');
  const sent = known.filter((record) => stateOf(record) !== 'draft');
  const cards = sent.map((record) => <SentCard key={record.id} record={record} />);
  const empty = queue.length + open.length + known.length === 0;
  return (
    <Screen title={t('list.title')}>
      {!shelfReady.value && <Skeleton lines={3} />}
      {!account.value && shelfReady.value && (
        <Banner title={t('list.sign_in')}>
          <a href={`${paths.signIn}?next=${paths.dossiers}`}>{t('list.sign_in_do')}</a>
        </Banner>
      )}
      <News />
      <Queue />
      {open.length + elsewhere.length > 0 && <h2>{t('list.drafts')}</h2>}
      {open.map((draft) => (
        <DraftCard key={draft.id} draft={draft} />
      ))}
      {elsewhere.map((record) => (
        <SentCard key={record.id} record={record} />
      ))}
      {sent.length > 0 && <h2>{t('list.sent')}</h2>}
      {sent.some(({ summary, sent: as }) => summary?.family ?? as?.family) ? <Sets records={sent} card={SentCard}>{cards}</Sets> : cards}
      {othersWaiting.value > 0 && <p class="soft">{t('list.others', { count: othersWaiting.value })}</p>}
      {shelfReady.value && empty && (
        <EmptyState picture="basket" title={t(account.value ? 'list.empty' : 'list.empty_out')} text={t('list.empty_text')}>
          <Button href={paths.search}>{t('list.find')}</Button>
        </EmptyState>
      )}
      {account.value && (
        <Button kind="second" icon={IconMoving} busy={asking} onClick={() => void refresh()}>
          {t(asking ? 'list.refreshing' : 'list.refresh')}
        </Button>
      )}
      {said === 'no_link' && <p class="soft">{t('list.no_link')}</p>}
    </Screen>
  );
}

/** What was sent as one set; before its file is here each stands alone. */
const Sets = later(() => import('../family').then((part) => part.Sets), true);

const News = later(() => import('../news/Entrance').then((part) => part.Entrance), true);

/** Everything that waits, with the time that all of it will take. */
function Queue() {
  const queue = waiting.value;
  if (queue.length === 0) return null;
  const going = queue.filter(({ entry }) => !entry.parked);
  return (
    <>
      <h2>{t('list.waiting')}</h2>
      {going.length > 1 && (
        <>
          <Button wide icon={IconSend} onClick={() => void sendAll()}>
            {t('do.send_all')}
          </Button>
          <p class="soft small">{t('takes.all', { about: aboutWords(inAll(going).seconds) })}</p>
        </>
      )}
      {queue.map(({ entry, seconds }) => (
        <LinkCard
          key={entry.key}
          href={paths.dossier(entry.dossier)}
          picture={<IconSend />}
          title={titleOf(entry)}
          text={[entry.owner_name && `${t('list.for', { name: entry.owner_name })}.`, reasonOf(entry), !entry.parked && `${t('takes', { about: aboutWords(seconds) })}.`].filter(Boolean).join(' ')}
          side={<StateBadge state={shownState(entry)} />}
        />
      ))}
    </>
  );
}

function SentCard({ record }: { record: DossierRecord }) {
  const due = dueOf(record);
  const state = stateOf(record);
  const when = due ? `${dayWords(due)}. ${leftWords(due)}.` : null;
  return (
    <LinkCard
      href={paths.dossier(record.id)}
      picture={<AnyPicture code={record.summary?.procedure ?? record.sent?.procedure ?? ''} />}
      title={record.title}
      text={[record.owner_name && t('list.for', { name: record.owner_name }), when].filter(Boolean).join('. ')}
      side={<StateBadge state={state} />}
    />
  );
}

function DraftCard({ draft }: { draft: Draft }) {
  const [asking, setAsking] = useState(false);
  return (
    <div class="draft-card">
      <LinkCard
        href={paths.apply(draft.id)}
        picture={<AnyPicture code={draft.procedure} />}
        title={draft.procedure_name}
        text={draft.owner?.full_name ? t('list.for', { name: draft.owner.full_name }) : undefined}
        side={<StateBadge state="draft" />}
      />
      <Button kind="quiet" icon={IconTrash} onClick={() => setAsking(true)}>
        {t('list.remove')}
      </Button>
      {asking && (
        <Sheet
          title={t('list.remove_ask')}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button kind="danger" wide onClick={() => void removeDraft(draft.id)}>
                {t('list.remove')}
              </Button>
              <Button kind="second" wide onClick={() => setAsking(false)}>
                {t('list.keep')}
              </Button>
            </>
          }
        >
          <p>{t('list.remove_text')}</p>
        </Sheet>
      )}
    </div>
  );
}
