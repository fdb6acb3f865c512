/** What takes room on this phone, and what of it may go. */
import type { Draft } from '../../domain/draft';
import { draftOf } from '../../domain/outbox';
import { allDrafts } from '../../storage/drafts';
import { allEntries } from '../../storage/outbox';
import { storedCatalogue, storedPages } from '../../storage/away/room';

/** Bytes that the browser would still let us keep; null where it does not tell. */
export async function roomLeft(): Promise<number | null> {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  return quota === undefined || usage === undefined ? null : quota - usage;
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
  const spare = pages.filter(({ id, draft }) => !waiting.has(draft) && (named.get(id)?.at_server ?? !named.has(id)));
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
