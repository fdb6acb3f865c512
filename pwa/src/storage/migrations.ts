/**
 * Every change of the phone's database, oldest first. A phone may come from any version, so a step
 * is never edited once it was shipped; a new need is a new step with its own test.
 */
import { type CommuneRows, inColumns } from '../domain/divisions';
import { type FirstEntry, upgraded } from '../domain/outbox';
import type { Transaction, Upgrade } from './idb';

type Step = (database: IDBDatabase, transaction: Transaction) => void;

export const MIGRATIONS: readonly Step[] = [
  (database) => {
    database.createObjectStore('drafts', { keyPath: 'id' });
    database.createObjectStore('outbox', { keyPath: 'key' });
    const pages = database.createObjectStore('pages', { keyPath: 'id' });
    pages.createIndex('by_draft', 'draft');
    database.createObjectStore('dossiers', { keyPath: 'id' });
    database.createObjectStore('catalogue', { keyPath: 'key' });
    database.createObjectStore('accounts', { keyPath: 'id' });
  },
  // Entries got a version, a kind of their own for each order, and their place in the queue.
  (database, transaction) => {
    database.createObjectStore('link');
    const outbox = transaction.objectStore('outbox');
    void (outbox.getAll() as Promise<unknown> as Promise<FirstEntry[]>).then((entries) => {
      entries.sort((one, other) => one.made_at - other.made_at);
      entries.forEach((entry, index) => void outbox.put(upgraded(entry, index + 1)));
    });
  },
  // Communes come in columns; a phone that has them in rows need not fetch them again.
  (_database, transaction) => {
    const catalogue = transaction.objectStore('catalogue');
    void catalogue.get('communes').then((kept) => {
      if (kept) void catalogue.put({ ...kept, etag: null, data: inColumns(kept.data as CommuneRows) });
    });
  },
  // People one files for, sealed, and the key of each account with which they are.
  (database) => {
    database.createObjectStore('people', { keyPath: 'id' });
    database.createObjectStore('keys', { keyPath: 'account' });
  },
  // Messages of the commune, from pushes and from the inbox.
  (database) => {
    database.createObjectStore('messages', { keyPath: 'id' });
  },
];

export const migrate: Upgrade = (database, from, transaction) => {
  for (const step of MIGRATIONS.slice(from)) step(database, transaction);
};
