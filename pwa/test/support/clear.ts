import { writing } from '../../src/storage/database';

/** Empties the phone while the shelf stays open: dropping the database would leave it deaf. */
export async function clearStores(): Promise<void> {
  const names = ['drafts', 'outbox', 'pages', 'dossiers', 'accounts'] as const;
  await writing(names, async (transaction) => {
    for (const name of names) {
      const store = transaction.objectStore(name);
      for (const key of await store.getAllKeys()) await store.delete(key);
    }
  });
}
