/** What is told of an entry that waits, wherever it is listed. */
import { sendingNow } from '../../actions/sending';
import type { ShownState } from '../../components/StateBadge';
import type { OutboxEntry } from '../../domain/outbox';
import { link } from '../../state/connection';
import { front } from '../../state/waiting';
import { t } from './words';

/** One goes at a time: texts first, then the oldest (as the runner does). */
export const isMoving = (entry: OutboxEntry): boolean => sendingNow.value && front.value?.key === entry.key;

export function shownState(entry: OutboxEntry): ShownState {
  if (entry.parked) return entry.parked === 'sign_in' ? 'sign_in' : 'parked';
  if (entry.held) return 'held';
  return isMoving(entry) ? 'sending' : 'queued';
}

/** Why an entry is still here and what is to be done, in one or two sentences. */
export function reasonOf(entry: OutboxEntry): string {
  if (entry.parked) return t(`park.${entry.parked}`);
  if (entry.held) return t('wait.held');
  if (link.value === 'portal') return t('wait.not_our_server');
  if (entry.waiting) return t(`wait.${entry.waiting}`);
  return t(link.value === 'none' ? 'wait.no_link' : 'wait.none');
}

/** What it is: the procedure's name for a dossier, else what the person asked the phone to tell. */
export function titleOf({ kind, title }: OutboxEntry): string {
  return kind === 'submit' || kind === 'save' || kind === 'forget' || kind === 'report' ? title : `${t(`kind.${kind}`)}: ${title}`;
}

const HOUR = 3600;

/** "khoảng 1 phút": never seconds, which nobody can promise on these links. */
export function aboutWords(seconds: number): string {
  const hours = seconds > 1.5 * HOUR;
  return t(hours ? 'about.hours' : 'about.minutes', { n: Math.max(1, Math.round(seconds / (hours ? HOUR : 60))) });
}
