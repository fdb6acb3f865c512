/** The bytes of photographed pages. A page and its place in the draft are written together. */
import type { Draft, PageRef } from '../domain/draft';
import { reading, writing } from './database';
import type { StoredPage } from './schema';

export const getPage = (id: string): Promise<StoredPage | undefined> =>
  reading((open) => open.get('pages', id));

/** In the place of a draft's id: pictures that another app handed over, before somebody said for what. */
export const SHARED = 'shared';

/** A picture as it came: no draft names it, and it goes with its draft. */
export const keepShot = (shot: StoredPage): Promise<void> =>
  writing(['pages'], async (transaction) => {
    await transaction.objectStore('pages').put(shot);
  });

/** Adds a page to its draft, or puts it in the place of another; null when the draft is gone. */
export const keepPage = (
  draftId: string,
  page: PageRef,
  blob: Blob,
  replaces: string | null,
  now: number,
): Promise<Draft | null> =>
  writing(['drafts', 'pages'], async (transaction) => {
    const drafts = transaction.objectStore('drafts');
    const draft = await drafts.get(draftId);
    if (!draft) return null;
    const pages = replaces
      ? draft.pages.map((each) => (each.id === replaces ? page : each))
      : [...draft.pages, page];
    const gaps = draft.paper_gaps.filter((key) => key !== page.paper);
    const next = { ...draft, pages, paper_gaps: gaps, updated_at: now };
    const bytes = transaction.objectStore('pages');
    await bytes.put({ id: page.id, draft: draftId, blob, sha256: page.sha256 });
    if (replaces && draft.frozen === null) await bytes.delete(replaces);
    await drafts.put(next);
    return next;
  });

/** Bytes frozen in the outbox stay until they were sent. */
export const dropPage = (draftId: string, pageId: string, now: number): Promise<Draft | null> =>
  writing(['drafts', 'pages'], async (transaction) => {
    const drafts = transaction.objectStore('drafts');
    const draft = await drafts.get(draftId);
    if (!draft) return null;
    const pages = draft.pages.filter((page) => page.id !== pageId);
    const next = { ...draft, pages, updated_at: now };
    if (draft.frozen === null) await transaction.objectStore('pages').delete(pageId);
    await drafts.put(next);
    return next;
  });
