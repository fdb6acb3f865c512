import { movedPage, type PageRef } from '../domain/draft';
import { newId } from '../domain/ids';
import { openDraft, putOpenDraft, whileSaving } from '../state/open-draft';
import { askToKeep, watchRoom } from '../state/room';
import { dropPage, keepPage } from '../storage/pages';
import { editDraft } from './editDraft';

/** What the camera module hands over: bytes ready to be sent, and what is known of them. */
export interface NewPage extends Pick<PageRef, 'sha256' | 'media_type' | 'marks' | 'source' | 'sheets' | 'whose' | 'asked'> {
  blob: Blob;
}

/** Adds a page of a paper, or puts it in another's place; its id. Null: it could not be kept. */
export async function addPage(
  paper: string,
  { blob, ...known }: NewPage,
  replaces: string | null | undefined = null,
): Promise<string | null> {
  const draft = openDraft.peek();
  if (!draft) return null;
  await beginRevision();
  const ref: PageRef = { id: newId(), paper, bytes: blob.size, ...known };
  const next = await whileSaving(() => keepPage(draft.id, ref, blob, replaces ?? null, Date.now()));
  if (!next) return null;
  putOpenDraft(next);
  void watchRoom();
  void askToKeep();
  return ref.id;
}

export async function removePage(id: string): Promise<void> {
  const draft = openDraft.peek();
  if (!draft) return;
  await beginRevision();
  const next = await whileSaving(() => dropPage(draft.id, id, Date.now()));
  if (next) putOpenDraft(next);
}

export function movePage(id: string, by: -1 | 1): Promise<void> {
  return editDraft((draft) => ({ ...draft, pages: movedPage(draft.pages, id, by) }));
}

/** "Tôi chưa có" for a paper. */
export function setPaperGap(paper: string, missing: boolean): Promise<void> {
  return editDraft((draft) => ({
    ...draft,
    paper_gaps: missing
      ? [...new Set([...draft.paper_gaps, paper])]
      : draft.paper_gaps.filter((key) => key !== paper),
  }));
}

/** A change of pages after "gửi" is a new revision, too. */
async function beginRevision(): Promise<void> {
  await editDraft((draft) => draft);
}
