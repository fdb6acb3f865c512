/** The one connection to IndexedDB, opened when first needed. */
import { announce, type StoreName } from './announcements';
import { asStorageError } from './errors';
import { type Connection, dropDatabaseOf, openDatabase, type Transaction } from './idb';
import { migrate, MIGRATIONS } from './migrations';

const NAME = 'motcua';

let opening: Promise<Connection> | null = null;

export function database(): Promise<Connection> {
  opening ??= open();
  return opening;
}

async function open(): Promise<Connection> {
  const forget = (): void => {
    opening = null;
  };
  try {
    return await openDatabase(NAME, MIGRATIONS.length, migrate, forget);
  } catch (cause) {
    forget();
    throw asStorageError(cause);
  }
}

/** One read; faults become StorageError. */
export async function reading<T>(read: (open: Connection) => Promise<T>): Promise<T> {
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
export async function writing<N extends StoreName, T>(
  stores: readonly N[],
  work: (transaction: Transaction<N>) => Promise<T>,
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
function abortQuietly(transaction: Transaction<never>): void {
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
  await dropDatabaseOf(NAME);
}
