import { whileSaving } from '../state/open-draft';
import { removeDraft as remove } from '../storage/drafts';

/** The draft and its pages leave this phone; nothing was sent of it. */
export async function removeDraft(id: string): Promise<void> {
  await whileSaving(() => remove(id));
}
