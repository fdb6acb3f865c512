/** What became of messages, told to the commune when the link allows: a few bytes in the outbox. */
import { newId } from '../domain/ids';
import { commandKey, newEntry } from '../domain/outbox';
import { enqueue } from '../storage/outbox';

export type Report = 'displayed' | 'opened' | 'read' | 'told';

/** The server takes no more in one. */
const MOST = 100;

export async function report(kind: Report, account: string, messages: readonly string[]): Promise<void> {
  for (let from = 0; from < messages.length; from += MOST) {
    const id = newId();
    const seed = { key: commandKey(id), kind: 'report' as const, dossier: '', account, path: `/api/commands/${id}` };
    const body = JSON.stringify({ kind, messages: messages.slice(from, from + MOST) });
    await enqueue(newEntry({ ...seed, body, revision: 1, title: '', owner_name: '', pages: [] }, Date.now()), null);
  }
}
