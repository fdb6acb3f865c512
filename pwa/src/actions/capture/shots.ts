/** What happens to pictures as they came: kept at once, so that nothing later can lose them. */
import type { PageRef } from '../../domain/draft';
import { newId } from '../../domain/ids';
import type { Shot } from '../../domain/shot';
import { openDraft } from '../../state/open-draft';
import { storageFault } from '../../state/shelf';
import { asStorageError } from '../../storage/errors';
import { editDraft } from '../editDraft';
import { getPage, keepShot, SHARED } from '../../storage/pages';
import { changeShot, dropShots, shotsOf, type StoredShot } from '../../storage/capture/shots';
import type { StoredPage } from '../../storage/schema';

export type { StoredShot } from '../../storage/capture/shots';

/** Pictures that nobody claimed for so long go by themselves. */
const UNCLAIMED_MS = 14 * 24 * 3600_000;

export interface Origin {
  paper: string;
  replaces?: string | null;
  at?: number;
}

/** Null: it could not be done, and the person is told. The draft is not touched: nobody waits for it. */
async function kept<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (cause) {
    storageFault.value = asStorageError(cause).fault;
    return null;
  }
}

/** Null: the phone could not keep it, and says so. */
export async function keepPicture(draft: string, blob: Blob, sha256: string, origin: Origin): Promise<StoredShot | null> {
  const { paper, replaces = null, at = Date.now() } = origin;
  const shot: Shot = { paper, page: null, replaces, at, quad: null, turn: 0 };
  const record = { id: laterId(), draft, blob, sha256, shot };
  return (await kept(() => keepShot(record).then(() => true))) ? record : null;
}

let last = 0;

/** Ids sort by their millisecond; two files of one choice may fall into the same one. */
function laterId(): string {
  last = Math.max(Date.now(), last + 1);
  return newId(last);
}

export const picturesOf = async (draft: string): Promise<StoredShot[]> => (await kept(() => shotsOf(draft))) ?? [];

export const noteShot = async (id: string, change: Partial<Shot>): Promise<void> => {
  await kept(() => changeShot(id, change));
};

export const dropPictures = async (draft: string, goes: (shot: StoredShot) => boolean): Promise<void> => {
  await kept(() => dropShots(draft, goes));
};

/** Handed over by another app, newest last; what nobody wanted for two weeks is gone. */
export async function sharedPictures(): Promise<StoredShot[]> {
  await dropPictures(SHARED, ({ shot }) => shot.at < Date.now() - UNCLAIMED_MS);
  return picturesOf(SHARED);
}

export const dropShared = (ids: readonly string[]): Promise<void> => dropPictures(SHARED, ({ id }) => ids.includes(id));

/** What "Lấy lại" needs to put a page back where it was. */
export interface TakenOut {
  page: PageRef;
  place: number;
  stored: StoredPage | null;
}

/** Reads the bytes before the page goes: a Blob of the storage may die with its record. */
export async function readForUndo(page: PageRef): Promise<TakenOut> {
  const place = openDraft.peek()?.pages.findIndex(({ id }) => id === page.id) ?? 0;
  const stored = await getPage(page.id).catch(() => undefined);
  const blob = stored && new Blob([await stored.blob.arrayBuffer()], { type: stored.blob.type });
  return { page, place, stored: stored && blob ? { ...stored, blob } : null };
}

export async function putBack({ page, place, stored }: TakenOut): Promise<void> {
  const draft = openDraft.peek();
  if (!draft || draft.pages.some(({ id }) => id === page.id)) return;
  if (stored && !(await kept(() => keepShot(stored).then(() => true)))) return;
  await editDraft((now) => ({ ...now, pages: [...now.pages.slice(0, place), page, ...now.pages.slice(place)] }));
}
