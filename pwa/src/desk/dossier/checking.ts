/** Asking the server whether a page's original is still what was sent. */
import { signal } from '@preact/signals';
import { getPageCheck } from '../api/dossiers';

export interface Checked {
  page: string;
  found: 'busy' | 'same' | 'changed' | 'failed';
  /** The beginning of the fingerprint, as on the sender's receipt. */
  hash: string;
}

export const checked = signal<Checked | null>(null);

export async function checkPage(dossier: string, page: string): Promise<void> {
  checked.value = { page, found: 'busy', hash: '' };
  const answer = await getPageCheck(dossier, page);
  if (checked.peek()?.page !== page) return;
  if (answer.kind !== 'ok') checked.value = { page, found: 'failed', hash: '' };
  else checked.value = { page, found: answer.body.same ? 'same' : 'changed', hash: answer.body.sha256.slice(0, 12) };
}
