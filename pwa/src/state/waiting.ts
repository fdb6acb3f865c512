/** What waits on this phone to be sent, with what it will cost: time on this link, and bytes. */
import { computed } from '@preact/signals';
import { secondsToSend, UNKNOWN_LINK } from '../domain/estimate';
import type { OutboxEntry, OutboxPage } from '../domain/outbox';
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
  const text = entry.phase === 'text' ? entry.body.length : 0;
  const open = entry.pages.filter((page) => sentOf(entry, page) < page.bytes);
  const bytes = open.reduce((sum, page) => sum + page.bytes - sentOf(entry, page), text);
  return { entry, bytes, seconds: secondsToSend(bytes, open.length + (text && 1), measured.value ?? UNKNOWN_LINK) };
}

/** Together, one after another. */
export const inAll = (all: readonly Waiting[]): Pick<Waiting, 'seconds' | 'bytes'> =>
  all.reduce((sum, { seconds, bytes }) => ({ seconds: sum.seconds + seconds, bytes: sum.bytes + bytes }), { seconds: 0, bytes: 0 });

/** While a piece is on its way the outbox knows no offset; the last one told still holds. */
const told = new Map<string, number>();

/** Bytes of one page that the server has, as far as it told. */
export function sentOf({ phase, missing }: OutboxEntry, { sha256, bytes }: OutboxPage): number {
  if (phase === 'text') return 0;
  const open = missing.find((each) => each.sha256 === sha256);
  if (!open) return bytes;
  if (open.offset !== null) told.set(open.upload, open.offset);
  return told.get(open.upload) ?? 0;
}
