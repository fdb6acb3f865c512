/** What waits on this phone to be sent, with what it will cost: time on this link, and bytes. */
import { computed } from '@preact/signals';
import { secondsToSend, UNKNOWN_LINK } from '../domain/estimate';
import { type OutboxEntry, type OutboxPage, progressOf } from '../domain/outbox';
import { measured } from './connection';
import { entries } from './shelf';

export interface Waiting {
  entry: OutboxEntry;
  /** Seconds that the rest will take once it goes, as far as this phone knows its link. */
  seconds: number;
  /** Bytes still to be sent. */
  bytes: number;
}

export const waiting = computed<Waiting[]>(() => entries.value.map(weigh));

/** The entry whose turn it is. */
export const front = computed(() => {
  const due = entries.value.filter(({ parked, held, waiting: why }) => !parked && !held && !why);
  return due.find(({ phase }) => phase === 'text') ?? due[0];
});

export function weigh(entry: OutboxEntry): Waiting {
  const { pages, pagesSent, bytes, bytesSent } = progressOf(entry);
  const text = entry.phase === 'text' ? entry.body.length : 0;
  const left = bytes - bytesSent + text;
  const requests = pages - pagesSent + (text && 1);
  return { entry, bytes: left, seconds: secondsToSend(left, requests, measured.value ?? UNKNOWN_LINK) };
}

/** Together, one after another. */
export const inAll = (all: readonly Waiting[]): Pick<Waiting, 'seconds' | 'bytes'> =>
  all.reduce((sum, { seconds, bytes }) => ({ seconds: sum.seconds + seconds, bytes: sum.bytes + bytes }), { seconds: 0, bytes: 0 });

/** How much of one page the server has, 0 to 1, as far as it told. */
export function partSent(entry: OutboxEntry, page: OutboxPage): number {
  if (entry.phase === 'text') return 0;
  const missing = entry.missing.find(({ sha256 }) => sha256 === page.sha256);
  return missing ? (missing.offset ?? 0) / page.bytes : 1;
}
