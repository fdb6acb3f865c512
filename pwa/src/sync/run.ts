/** One run of the outbox, and what may become of an entry in it. */
import { isQuiet, type OutboxEntry, type ParkReason, type RetryReason } from '../domain/outbox';
import type { Receipt } from '../domain/receipt';
import { changeEntry, dropEntry, settleEntry } from '../storage/outbox';
import type { Line } from './line';
import { waitFor } from './policy';

export interface Run {
  line: Line;
  random: () => number;
  settled: string[];
  /** Entries that failed in this run; they are not tried twice. */
  tried: Set<string>;
  /** Those of them to which nobody answered, for the first time. */
  unheard: Set<string>;
  /** And those that are tried for the second and last time in this run. */
  again: Set<string>;
  /** Entries whose uploads were made anew, and pages that were begun anew, in this run. */
  renewed: Set<string>;
}

/** A newer revision of a dossier is another try. */
export const nameOf = (entry: OutboxEntry): string => `${entry.key}#${entry.revision}`;

export async function settle(entry: OutboxEntry, receipt: Receipt | null, run: Run): Promise<void> {
  await settleEntry(entry, receipt);
  if (!isQuiet(entry)) run.settled.push(entry.key);
}

export async function awaitPages(entry: OutboxEntry, receipt: Receipt): Promise<void> {
  await change(entry, () => ({
    phase: 'pages',
    missing: receipt.missing,
    receipt,
    attempts: 0,
    waiting: null,
  }));
}

export async function later(
  entry: OutboxEntry,
  why: RetryReason,
  after: number | null,
  run: Run,
): Promise<void> {
  const name = nameOf(entry);
  run.tried.add(name);
  if ((why === 'no_link' || why === 'interrupted') && !run.again.has(name)) run.unheard.add(name);
  const now = run.line.now();
  await change(entry, ({ attempts }) => ({
    attempts: attempts + 1,
    waiting: why,
    set_at: now,
    next_at: now + waitFor(attempts + 1, after, run.random()),
  }));
}

/** Rests until a person does something. Nobody asked for a save: it is made anew another time. */
export async function park(
  entry: OutboxEntry,
  parked: ParkReason,
  run: Run,
  told: Partial<Pick<OutboxEntry, 'said' | 'about' | 'receipt' | 'fee'>>,
): Promise<void> {
  run.tried.add(nameOf(entry));
  if (isQuiet(entry)) return dropEntry(entry);
  await change(entry, (there) => ({
    said: null,
    ...told,
    parked,
    receipt: told.receipt ?? there.receipt,
  }));
}

/** Null when a newer revision took the entry's place meanwhile. */
export const change = (
  entry: OutboxEntry,
  with_: (there: OutboxEntry) => Partial<OutboxEntry>,
): Promise<OutboxEntry | null> =>
  changeEntry(entry.key, entry.revision, (there) => ({ ...there, ...with_(there) }));
