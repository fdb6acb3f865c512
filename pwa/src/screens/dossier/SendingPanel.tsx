import { useState } from 'preact/hooks';
import { editDraft } from '../../actions/editDraft';
import { sendingNow, sendNow, takeBackEntry } from '../../actions/sending';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { Card } from '../../components/Card';
import { IconPen, IconPerson, IconSend } from '../../components/icons';
import { Progress } from '../../components/Progress';
import { type ShownState, StateBadge } from '../../components/StateBadge';
import { isCommand, type OutboxEntry, progressOf } from '../../domain/outbox';
import { paths } from '../../router/paths';
import { go } from '../../state/navigation';
import { showDraft } from '../../state/open-draft';
import { t } from './words';

export function shownState(entry: OutboxEntry): ShownState {
  if (entry.parked === 'sign_in') return 'sign_in';
  if (entry.parked) return 'parked';
  return sendingNow.value && entry.waiting === null ? 'sending' : 'queued';
}

/** Why an entry is still here, in one sentence. */
export function reasonOf(entry: OutboxEntry): string {
  if (entry.parked) return t(`park.${entry.parked}`);
  if (entry.waiting) return t(`wait.${entry.waiting}`);
  return t('wait.none');
}

/** A person has to correct it before it can go. */
const WANTS_FIXING = ['conflict', 'invalid', 'too_large', 'bad_file', 'page_lost', 'page_damaged'];
/** There is nothing left to send. */
const OVER = ['already_accepted', 'gone'];

/** What is on its way: real progress while it goes, the reason and the way out while it does not. */
export function SendingPanel({ entry }: { entry: OutboxEntry }) {
  const parked = entry.parked;
  const moving = sendingNow.value && !parked && entry.waiting === null;
  return (
    <Card title={t(moving ? 'sending' : 'waiting')}>
      <div>
        <StateBadge state={shownState(entry)} />
      </div>
      {moving ? (
        <Moving entry={entry} />
      ) : (
        <Banner kind={parked && parked !== 'sign_in' ? 'bad' : 'warning'} title={reasonOf(entry)}>
          {entry.said && parked !== 'sign_in' && <p>{entry.said}</p>}
          {entry.about && <p>{t('park.page', { page: entry.about.page })}</p>}
        </Banner>
      )}
      {!parked && <p class="soft small">{t('sending.keep')}</p>}
      <Ways entry={entry} moving={moving} />
    </Card>
  );
}

function Moving({ entry }: { entry: OutboxEntry }) {
  const { pages, pagesSent, bytes, bytesSent } = progressOf(entry);
  if (entry.phase === 'text' || pages === 0) return <Progress label={t('sending.text')} />;
  return (
    <>
      <Progress value={bytesSent / bytes} label={t('sending.pages', { sent: pagesSent, all: pages })} />
      <p class="soft small">{t('sent.text_there')}</p>
    </>
  );
}

function Ways({ entry, moving }: { entry: OutboxEntry; moving: boolean }) {
  const [busy, setBusy] = useState(false);
  const { parked } = entry;
  if (moving || isCommand(entry)) return null;
  if (parked === 'sign_in') {
    return (
      <div class="stack">
        <Button wide icon={IconPerson} href={`${paths.signIn}?next=${paths.dossier(entry.dossier)}`}>
          {t('do.sign_in')}
        </Button>
        <Button kind="quiet" icon={IconPen} onClick={() => void openToFix(entry)}>
          {t('do.fix')}
        </Button>
      </div>
    );
  }
  if (parked && OVER.includes(parked)) {
    return (
      <Button kind="second" wide onClick={() => void takeBackEntry(entry.key)}>
        {t('do.drop')}
      </Button>
    );
  }
  const now = async (): Promise<void> => {
    setBusy(true);
    await sendNow(entry.key);
    setBusy(false);
  };
  return (
    <div class="stack">
      {parked && WANTS_FIXING.includes(parked) ? (
        <Button wide icon={IconPen} onClick={() => void openToFix(entry)}>
          {t('do.fix')}
        </Button>
      ) : (
        <Button wide icon={IconSend} busy={busy} onClick={() => void now()}>
          {t('do.send_now')}
        </Button>
      )}
      {!parked && (
        <Button kind="quiet" icon={IconPen} onClick={() => void openToFix(entry)}>
          {t('do.fix')}
        </Button>
      )}
    </div>
  );
}

/**
 * The draft is still here with all its pages. Touching it begins the next revision, so what the
 * server may already have of the frozen one is replaced as a whole, never mixed.
 */
async function openToFix(entry: OutboxEntry): Promise<void> {
  const id = entry.kind === 'supplement' ? entry.key : entry.dossier;
  await showDraft(id);
  await editDraft((draft) => draft);
  go(paths.apply(id, entry.kind === 'supplement' ? 'bo-sung' : 'kiem-tra'));
}
