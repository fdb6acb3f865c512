/** What a volunteer carried home: every dossier filed from this phone lately, sent or still here. */
import { type DossierRecord, stateOf } from '../../domain/dossier';
import type { OutboxEntry } from '../../domain/outbox';
import type { DossierState } from '../../domain/states';
import type { Waiting } from '../../state/waiting';

export interface Sent {
  id: string;
  name: string;
  title: string;
  slip: string | null;
  state: DossierState;
}

export interface Evening {
  /** A person has to do something first: sign in, retake a page. */
  stuck: Waiting[];
  going: Waiting[];
  sent: Sent[];
  /** Pages that are still only here. */
  pages: number;
  /** Of all dossiers, from 0 to 1: one that is under way counts for the part that has arrived. */
  part: number;
}

/** By household, so that two papers of one family stand together. */
export function eveningOf(queue: readonly Waiting[], filed: readonly DossierRecord[]): Evening {
  const waits = [...queue].sort((one, other) => byName(one.entry.owner_name, other.entry.owner_name));
  const here = new Set(waits.filter(({ entry }) => entry.kind === 'submit').map(({ entry }) => entry.dossier));
  const sent = filed
    .filter(({ id }) => !here.has(id))
    .map((record) => ({
      id: record.id,
      name: record.owner_name,
      title: record.title,
      slip: record.summary?.slip ?? record.receipt?.slip ?? null,
      state: stateOf(record),
    }));
  const arrived = waits.reduce((sum, { entry, bytes }) => sum + partOf(entry, bytes), sent.length);
  return {
    stuck: waits.filter(({ entry }) => entry.parked),
    going: waits.filter(({ entry }) => !entry.parked),
    sent: sent.sort((one, other) => byName(one.name, other.name)),
    pages: waits.reduce((sum, { entry }) => sum + (entry.phase === 'text' ? entry.pages.length : entry.missing.length), 0),
    part: arrived / Math.max(1, waits.length + sent.length),
  };
}

/** All its bytes may be there and the receipt not here: the bar is full only when it is. */
const NEARLY = 0.9;

/** Its text is only the beginning, and a dossier without pages is sent with its text. */
function partOf({ phase, pages }: OutboxEntry, left: number): number {
  if (phase === 'text') return 0;
  return Math.min(NEARLY, 1 - left / pages.reduce((sum, { bytes }) => sum + bytes, 0));
}

const byName = (one: string, other: string): number => one.localeCompare(other, 'vi');
