import { database } from '../../src/storage/database';
import { announce } from '../../src/storage/announcements';

/** Empties the phone while the shelf stays open: dropping the database would leave it deaf. */
export async function clearStores(): Promise<void> {
  const open = await database();
  const names = ['drafts', 'outbox', 'pages', 'dossiers', 'accounts'] as const;
  for (const name of names) await open.clear(name);
  announce(...names);
}
