import { useState } from 'preact/hooks';
import { holdEntry, sendNow, takeBackEntry } from '../../actions/sending';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { Card } from '../../components/Card';
import { IconClock, IconDone, IconPen, IconPerson, IconSend } from '../../components/icons';
import { later } from '../../components/later';
import { Progress } from '../../components/Progress';
import { StateBadge } from '../../components/StateBadge';
import { isCommand, type OutboxEntry } from '../../domain/outbox';
import { paths } from '../../router/paths';
import { unverified } from '../../state/shelf';
import { sentOf, weigh } from '../../state/waiting';
import { openToFix } from './fix';
import { Unverified } from './Unverified';
import { aboutWords, isMoving, reasonOf, shownState, titleOf } from './waiting';
import { t } from './words';

/** A person has to correct it before it can go. */
const WANTS_FIXING = ['conflict', 'invalid', 'too_large', 'bad_file', 'page_lost', 'page_damaged'];
/** There is nothing left to send. */
const OVER = ['already_accepted', 'gone'];

/** What is on its way: real progress while it goes, the reason and the way out while it does not. */
export function SendingPanel({ entry }: { entry: OutboxEntry }) {
  const { parked } = entry;
  const moving = isMoving(entry);
  const sender = unverified.value.find(({ id }) => id === entry.account);
  return (
    <Card title={isCommand(entry) ? titleOf(entry) : t(moving ? 'sending' : 'waiting')}>
      <div>
        <StateBadge state={shownState(entry)} />
      </div>
      {moving ? (
        <Moving entry={entry} />
      ) : parked !== 'fee_higher' && (
        <Banner kind={parked && parked !== 'sign_in' ? 'bad' : 'warning'} title={reasonOf(entry)}>
          {entry.said && (parked !== 'sign_in' || sender) && <p>{entry.said}</p>}
          {entry.about && <p>{t('park.page', { page: entry.about.page })}</p>}
        </Banner>
      )}
      {sender && <p>{t('un.as', { name: sender.full_name })}</p>}
      <Pages entry={entry} />
      {!parked && <Costs entry={entry} />}
      {!parked && !entry.held && <p class="soft small">{t('sending.keep')}</p>}
      <Ways entry={entry} moving={moving} nameless={entry.account === null || sender?.pending === true} />
    </Card>
  );
}

function Moving({ entry }: { entry: OutboxEntry }) {
  const { pages, phase } = entry;
  if (phase === 'text' || pages.length === 0) return <Progress label={t('sending.text')} />;
  const all = pages.reduce((sum, { bytes }) => sum + bytes, 0);
  const whole = pages.filter((page) => sentOf(entry, page) === page.bytes);
  return (
    <>
      <Progress value={1 - weigh(entry).bytes / all} label={t('sending.pages', { sent: whole.length, all: pages.length })} />
      <p class="soft small">{t('sent.text_there')}</p>
    </>
  );
}

/** Page by page, once the commune has told what it has. */
function Pages({ entry }: { entry: OutboxEntry }) {
  if (entry.phase === 'text') return null;
  return (
    <ul>
      {entry.pages.map((page, index) => {
        const part = sentOf(entry, page) / page.bytes;
        return (
          <li key={page.id} class="file">
            {part === 1 ? <IconDone /> : part > 0 ? <IconSend /> : <IconClock />}
            <span>{t('sent.page', { page: index + 1 })}</span>
            <strong>{part > 0 && part < 1 ? `${Math.floor(part * 100)} %` : t(part ? 'receipt.stored' : 'receipt.missing')}</strong>
          </li>
        );
      })}
    </ul>
  );
}

/** Time for everybody; bytes behind a tap, for who pays by the byte. */
function Costs({ entry }: { entry: OutboxEntry }) {
  const { seconds, bytes } = weigh(entry);
  return (
    <details>
      <summary class="folded__title">{t('takes', { about: aboutWords(seconds) })}</summary>
      <p class="small">{t('takes.bytes', { size: Math.max(1, Math.round(bytes / 1000)) })}</p>
    </details>
  );
}

const FeeHigher = later(() => import('../pay/FeeHigher').then((part) => part.FeeHigher));

interface WaysProps {
  entry: OutboxEntry;
  moving: boolean;
  /** Nobody's name is on it yet, or one that the server never took. */
  nameless: boolean;
}

function Ways({ entry, moving, nameless }: WaysProps) {
  const [busy, setBusy] = useState(false);
  const { parked, key } = entry;
  const over = parked && (OVER.includes(parked) || isCommand(entry));
  const now = async (): Promise<void> => {
    setBusy(true);
    await sendNow(key);
    setBusy(false);
  };
  const fix = (
    <Button kind={parked && parked !== 'sign_in' ? 'primary' : 'quiet'} wide icon={IconPen} onClick={() => void openToFix(entry)}>
      {t('do.fix')}
    </Button>
  );
  if (parked === 'sign_in') {
    return (
      <div class="stack">
        <Button wide icon={IconPerson} href={`${paths.signIn}?next=${paths.dossier(entry.dossier)}`}>
          {t('do.sign_in')}
        </Button>
        {nameless && <Unverified entry={entry} />}
        {!isCommand(entry) && fix}
      </div>
    );
  }
  if (parked === 'fee_higher') return <FeeHigher entry={entry} />;
  if (over) {
    return (
      <Button kind="second" wide onClick={() => void takeBackEntry(key)}>
        {t('do.drop')}
      </Button>
    );
  }
  if (parked && WANTS_FIXING.includes(parked)) return fix;
  return (
    <div class="stack">
      {!moving && (
        <Button wide icon={IconSend} busy={busy} onClick={() => void now()}>
          {t('do.send_now')}
        </Button>
      )}
      {!entry.held && !parked && (
        <Button kind="second" wide icon={IconClock} onClick={() => void holdEntry(key)}>
          {t('do.later')}
        </Button>
      )}
      {!moving && !parked && !isCommand(entry) && fix}
    </div>
  );
}
