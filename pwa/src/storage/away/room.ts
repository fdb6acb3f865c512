/** What takes room in the phone's database, and the ways to give it back. */
import { reading, writing } from '../database';

/** What each page weighs, without its bytes. */
export const storedPages = async (): Promise<{ id: string; draft: string; bytes: number; raw: boolean }[]> => {
  const pages = await reading((open) => open.getAll('pages'));
  return pages.map(({ id, draft, blob, shot }) => ({ id, draft, bytes: blob.size, raw: shot !== undefined }));
};

/** The bytes go from this phone; their places in the drafts stay. */
export const dropBytes = (ids: readonly string[]): Promise<void> =>
  writing(['pages'], async (transaction) => {
    for (const id of ids) await transaction.objectStore('pages').delete(id);
  });

/** What lies here, and about how many bytes each takes. */
export const storedCatalogue = async (): Promise<{ key: string; bytes: number }[]> => {
  const entries = await reading((open) => open.getAll('catalogue'));
  return entries.map(({ key, data }) => ({ key, bytes: JSON.stringify(data ?? '').length }));
};

export const dropCatalogue = (keys: readonly string[]): Promise<void> =>
  writing(['catalogue'], async (transaction) => {
    for (const key of keys) await transaction.objectStore('catalogue').delete(key);
  });
