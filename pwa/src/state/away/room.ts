/** What takes room on this phone, and what of it may go. */
import type { Draft } from '../../domain/draft';
import { draftOf } from '../../domain/outbox';
import { allDrafts } from '../../storage/drafts';
import { allEntries } from '../../storage/outbox';
import { storedCatalogue, storedPages } from '../../storage/away/room';
import { SHARED } from '../../storage/pages';

/** Chromium tells every page the same since 2025, so that nobody is known by the size of their disk. */
const TOLD_TO_EVERYBODY = 10 * 1024 ** 3;

/** Bytes that the browser would still let us keep; null where it does not tell. */
export async function roomLeft(): Promise<number | null> {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  if (quota === undefined || usage === undefined || quota - usage === TOLD_TO_EVERYBODY) return null;
  return quota - usage;
}

const PROBE = 'motcua-probe';
/** A day in the hamlets: a hundred pages of 60 kB, and something to spare. */
export const DAY_BYTES = 8_000_000;

/** Writes as much as a day's photographs and takes it away again: no estimate is as honest. */
export async function holdsADay(): Promise<boolean> {
  if (!('caches' in globalThis)) return false;
  try {
    const cache = await caches.open(PROBE);
    await cache.put('/probe', new Response(new Blob([new Uint8Array(DAY_BYTES)])));
    return true;
  } catch {
    return false;
  } finally {
    await caches.delete(PROBE).catch(() => false);
  }
}

export interface Room {
  left: number | null;
  drafts: { draft: Draft; bytes: number }[];
  /** Photographs of which the commune has every byte, and those that no draft names any more. */
  atServer: { ids: string[]; bytes: number };
  /** Procedures that no draft was made under. */
  procedures: { keys: string[]; bytes: number };
}

export async function lookAtRoom(mine: (account: string | null) => boolean): Promise<Room> {
  const [left, drafts, pages, entries, catalogue] = await Promise.all([
    roomLeft(),
    allDrafts(),
    storedPages(),
    allEntries(),
    storedCatalogue(),
  ]);
  // What waits to be sent stays, whatever the commune has of it.
  const waiting = new Set(entries.map(draftOf));
  const named = new Map(drafts.flatMap((draft) => draft.pages.map((page) => [page.id, page] as const)));
  // Pictures as they came wait for their person, whether in a draft or just handed over by another app.
  const theirs = new Set([SHARED, ...drafts.map(({ id }) => id)]);
  const spare = pages.filter(
    ({ id, draft, raw }) => !waiting.has(draft) && !(raw && theirs.has(draft)) && (named.get(id)?.at_server ?? !named.has(id)),
  );
  const used = new Set(drafts.map(({ procedure }) => procedure));
  const unused = catalogue.filter(({ key }) => key.startsWith('detail:') && !used.has(key.split(':')[1] ?? ''));
  const sum = (list: { bytes: number }[]): number => list.reduce((total, { bytes }) => total + bytes, 0);
  return {
    left,
    drafts: drafts
      .filter((draft) => mine(draft.account) && !waiting.has(draft.id))
      .map((draft) => ({ draft, bytes: sum(pages.filter((page) => page.draft === draft.id)) })),
    atServer: { ids: spare.map(({ id }) => id), bytes: sum(spare) },
    procedures: { keys: unused.map(({ key }) => key), bytes: sum(unused) },
  };
}
