/**
 * The draft on the screen. It changes at once here and right after in the storage; what another tab
 * writes comes in when nothing of ours is on its way.
 */
import { signal } from '@preact/signals';
import type { Draft } from '../domain/draft';
import { onChange } from '../storage/announcements';
import { getDraft } from '../storage/drafts';
import { filingFor } from './mine';
import { isMine, openShelf, storageFault } from './shelf';
import { asStorageError } from '../storage/errors';

export const openDraft = signal<Draft | null>(null);
/** The draft asked for does not lie on this phone, or is another person's. */
export const draftMissing = signal(false);

let pending = 0;
let listening = false;
/** Asked for, and not shown: something of ours is on its way, or it may still come back from the commune. */
let wanted = '';

export async function showDraft(id: string): Promise<void> {
  if (!listening) {
    listening = true;
    onChange((stores) => {
      const shown = openDraft.peek()?.id ?? wanted;
      if (shown && stores.includes('drafts') && pending === 0) void reread(shown);
    });
  }
  if (openDraft.peek()?.id === id) return;
  wanted = id;
  await openShelf();
  await reread(id);
}

async function reread(id: string): Promise<void> {
  try {
    const there = await getDraft(id);
    // Something of ours is on its way; or the person has gone elsewhere meanwhile.
    if (pending > 0 || (id !== wanted && id !== openDraft.peek()?.id)) return;
    const draft = there && isMine(there.account) ? there : null;
    wanted = draft ? '' : id;
    draftMissing.value = !draft;
    putOpenDraft(draft);
  } catch (cause) {
    storageFault.value = asStorageError(cause).fault;
  }
}

export function putOpenDraft(draft: Draft | null): void {
  openDraft.value = draft;
  filingFor.value = draft && draft.relation !== null && draft.relation !== 'self' ? (draft.owner?.full_name ?? null) : null;
}

/** The person left the form: nobody's name stays on the screens that follow. */
export function closeDraft(): void {
  putOpenDraft(null);
  wanted = '';
  draftMissing.value = false;
}

/** Counts what is on its way, so that an older reading does not overwrite what is typed now. */
export async function whileSaving<T>(save: () => Promise<T>): Promise<T | null> {
  pending += 1;
  try {
    const result = await save();
    storageFault.value = null;
    return result;
  } catch (cause) {
    storageFault.value = asStorageError(cause).fault;
    return null;
  } finally {
    pending -= 1;
    if (wanted && pending === 0) void reread(wanted);
  }
}
