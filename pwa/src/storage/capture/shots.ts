/** Pictures as they came. They lie beside the pages, under a draft's id, and go with it. */
import type { Shot } from '../../domain/shot';
import { reading, writing } from '../database';
import type { StoredPage } from '../schema';

export type StoredShot = StoredPage & { shot: Shot };

const isShot = (page: StoredPage): page is StoredShot => page.shot !== undefined;

/** In the order in which they came: ids begin with their time. */
export const shotsOf = async (draft: string): Promise<StoredShot[]> => {
  const pages = await reading((open) => open.transaction(['pages'], 'readonly').objectStore('pages').index('by_draft').getAll(draft));
  return pages.filter(isShot);
};

/** Changes what is known of a picture; nothing happens when it is gone. */
export const changeShot = (id: string, change: Partial<Shot>): Promise<void> =>
  writing(['pages'], async (transaction) => {
    const store = transaction.objectStore('pages');
    const there = await store.get(id);
    if (there?.shot) await store.put({ ...there, shot: { ...there.shot, ...change } });
  });

/** Takes away the pictures of a draft for which this holds. */
export const dropShots = (draft: string, goes: (shot: StoredShot) => boolean): Promise<void> =>
  writing(['pages'], async (transaction) => {
    const store = transaction.objectStore('pages');
    for (const page of await store.index('by_draft').getAll(draft)) {
      if (isShot(page) && goes(page)) await store.delete(page.id);
    }
  });
