/** The one connection to IndexedDB, opened when first needed. */
import { deleteDB, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';
import { announce, type StoreName } from './announcements';
import { asStorageError } from './errors';
import { migrate, MIGRATIONS } from './migrations';
import type { Schema } from './schema';

const NAME = 'motcua';

export type Database = IDBPDatabase<Schema>;
export type Writing<Names extends StoreNames<Schema>[]> = IDBPTransaction<
  Schema,
  Names,
  'readwrite'
>;

let opening: Promise<Database> | null = null;

export function database(): Promise<Database> {
  opening ??= open();
  return opening;
}

async function open(): Promise<Database> {
  try {
    const connection = await openDB<Schema>(NAME, MIGRATIONS.length, {
      upgrade: (upgraded, from, _to, transaction) => migrate(upgraded, from, transaction),
      // A newer version in another tab waits for us: let it go ahead, and open again when asked.
      blocking: () => {
        connection.close();
        opening = null;
      },
      terminated: () => {
        opening = null;
      },
    });
    return connection;
  } catch (cause) {
    opening = null;
    throw asStorageError(cause);
  }
}

/** One read; faults become StorageError. */
export async function reading<T>(read: (open: Database) => Promise<T>): Promise<T> {
  try {
    return await read(await database());
  } catch (cause) {
    throw asStorageError(cause);
  }
}

/**
 * One transaction over the named stores: all of it is on the disk when the promise resolves, or none
 * of it. Other contexts hear which stores changed only after that.
 */
export async function writing<Names extends StoreName[], T>(
  stores: [...Names],
  work: (transaction: Writing<[...Names]>) => Promise<T>,
  durability: IDBTransactionDurability = 'strict',
): Promise<T> {
  try {
    const open = await database();
    const transaction = open.transaction(stores, 'readwrite', { durability });
    let result: T;
    try {
      result = await work(transaction);
    } catch (cause) {
      abortQuietly(transaction);
      throw cause;
    }
    await transaction.done;
    announce(...stores);
    return result;
  } catch (cause) {
    throw asStorageError(cause);
  }
}

/** A transaction that has already failed by itself cannot be aborted again. */
function abortQuietly(transaction: { abort(): void; done: Promise<void> }): void {
  transaction.done.catch(() => undefined);
  try {
    transaction.abort();
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause;
  }
}

/** For tests, and for "xoá mọi thứ trên máy này". */
export async function dropDatabase(): Promise<void> {
  if (opening) (await opening).close();
  opening = null;
  await deleteDB(NAME);
}
