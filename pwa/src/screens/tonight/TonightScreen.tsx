import { useEffect } from 'preact/hooks';
import { sendAll, sendingNow } from '../../actions/sending';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { Card, LinkCard } from '../../components/Card';
import { EmptyState } from '../../components/EmptyState';
import { IconDevice, IconDone, IconHand, IconPerson, IconSend } from '../../components/icons';
import { later } from '../../components/later';
import { Progress } from '../../components/Progress';
import { Screen } from '../../components/Screen';
import { Skeleton } from '../../components/Skeleton';
import { StateBadge } from '../../components/StateBadge';
import type { OutboxEntry } from '../../domain/outbox';
import { paths } from '../../router/paths';
import { link } from '../../state/connection';
import { filedLately, openShelf, othersWaiting, shelfReady } from '../../state/shelf';
import { front, inAll, waiting, type Waiting } from '../../state/waiting';
import { words } from '../../words';
import vi from '../../words/vi/tonight.json';
import { aboutWords, isMoving, reasonOf, shownState, titleOf } from '../dossier/waiting';
import { type Evening, eveningOf, type Sent } from './evening';

const t = words(vi, () => import('../../words/en/tonight.json'));

const Helping = later(() => import('../news/Entrance').then((part) => part.HelpingEntrance), true);

/** `/toi-nay`: house by house, what has arrived and what is still on this phone. */
export function TonightScreen() {
  useEffect(() => void openShelf(), []);
  const evening = eveningOf(waiting.value, filedLately.value);
  const { stuck, going, sent } = evening;
  // One that rests, or waits for its next try, is sent by the button though others are on their way.
  const busy = sendingNow.value && front.value !== undefined && !going.some(({ entry }) => entry.held || entry.waiting);
  const empty = stuck.length + going.length + sent.length === 0;
  return (
    <Screen
      title={t('title')}
      back={paths.home}
      action={
        going.length > 0 && (
          <Button wide icon={IconSend} busy={busy} onClick={() => void sendAll()}>
            {t(busy ? 'sending' : 'send_all')}
          </Button>
        )
      }
    >
      {!shelfReady.value ? <Skeleton lines={3} /> : empty ? <EmptyState picture="basket" title={t('empty')} text={t('empty_text')} /> : <Sum evening={evening} />}
      {stuck.some(({ entry }) => entry.parked === 'sign_in') && (
        <Button kind="second" wide icon={IconPerson} href={`${paths.signIn}?next=${paths.tonight}`}>
          {t('sign_in')}
        </Button>
      )}
      <List title={t('stuck', { n: stuck.length })} waits={stuck} />
      <List title={t('here', { n: going.length })} waits={going} />
      {sent.length > 0 && <h2>{t('sent', { n: sent.length })}</h2>}
      {sent.map((one) => (
        <SentCard key={one.id} sent={one} />
      ))}
      {othersWaiting.value > 0 && <p class="soft">{t('others', { n: othersWaiting.value })}</p>}
      <Helping />
      <LinkCard href={paths.ready} picture={<IconDevice />} title={t('ready')} text={t('ready_text')} />
    </Screen>
  );
}

function Sum({ evening: { stuck, going, sent, pages, part } }: { evening: Evening }) {
  const left = stuck.length + going.length;
  const all = left + sent.length;
  const { seconds, bytes } = inAll(going);
  return (
    <Card>
      <Progress value={part} label={t('sum', { sent: sent.length, all })} />
      {left === 0 && <Banner kind="good" title={t('all_sent')} />}
      {left > 0 && <p>{t('left', { n: left, pages })}</p>}
      {going.length > 0 && (
        <>
          <How going={going} />
          <details>
            <summary class="folded__title">{t('takes', { about: aboutWords(seconds) })}</summary>
            <p class="small">{t('bytes', { size: Math.max(1, Math.round(bytes / 1000)) })}</p>
          </details>
        </>
      )}
    </Card>
  );
}

/** Whose dossier is on its way; else why nothing is, once for all. */
function How({ going }: { going: readonly Waiting[] }) {
  if (link.value === 'none' || link.value === 'portal') return <Banner kind="warning" title={t(link.value)} />;
  const moving = going.find(({ entry }) => isMoving(entry));
  if (moving) return <p>{t('moving', { name: nameOf(moving.entry) })}</p>;
  const tried = going.find(({ entry }) => entry.waiting);
  return tried ? <Banner kind="warning" title={reasonOf(tried.entry)} /> : null;
}

function List({ title, waits }: { title: string; waits: readonly Waiting[] }) {
  if (waits.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      {waits.map(({ entry }) => (
        <LinkCard
          key={entry.key}
          href={paths.dossier(entry.dossier)}
          picture={entry.parked ? <IconHand /> : <IconSend />}
          title={nameOf(entry)}
          text={[entry.owner_name && titleOf(entry), entry.parked ? reasonOf(entry) : pagesOf(entry)].filter(Boolean).join('. ')}
          side={<Badge entry={entry} />}
        />
      ))}
    </>
  );
}

const nameOf = (entry: OutboxEntry): string => entry.owner_name || titleOf(entry);

function pagesOf({ phase, pages: { length }, missing }: OutboxEntry): string {
  return phase === 'text' ? t('pages', { n: length }) : t('pages_sent', { sent: length - missing.length, n: length });
}

/** Why it waits stands above, once for all. */
function Badge({ entry }: { entry: OutboxEntry }) {
  const state = shownState(entry);
  return state === 'queued' ? <StateBadge state={state} label={t('queued')} /> : <StateBadge state={state} />;
}

function SentCard({ sent: { id, name, title, slip, state } }: { sent: Sent }) {
  return (
    <LinkCard
      href={paths.dossier(id)}
      picture={<IconDone />}
      title={name || title}
      text={[title, slip && t('slip', { slip })].filter(Boolean).join('. ')}
      side={<StateBadge state={state} />}
    />
  );
}
