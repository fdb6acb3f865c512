/**
 * Promises around the little of IndexedDB that a phone uses. The package `idb`, with which the desk
 * and some tests read, does the same for all of it in four times the bytes
 * (docs/decisions/0056-indexeddb-without-a-package.md).
 */
import type { Schema } from './schema';

type Name = keyof Schema;
type Value<N extends Name> = Schema[N]['value'];

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error ?? new DOMException());
  });
}

/** A store, or an index of it, within one transaction. */
class Rows<V> {
  constructor(private readonly raw: IDBObjectStore | IDBIndex) {}

  get(key: string): Promise<V | undefined> {
    return asked(this.raw.get(key));
  }

  getAll(key?: string): Promise<V[]> {
    return asked(this.raw.getAll(key)) as Promise<V[]>;
  }

  getAllKeys(key?: string): Promise<string[]> {
    return asked(this.raw.getAllKeys(key)) as Promise<string[]>;
  }
}

export class Store<V> extends Rows<V> {
  constructor(private readonly store: IDBObjectStore) {
    super(store);
  }

  put(value: V, key?: string): Promise<unknown> {
    return asked(this.store.put(value, key));
  }

  delete(key: string): Promise<unknown> {
    return asked(this.store.delete(key));
  }

  index(name: string): Rows<V> {
    return new Rows(this.store.index(name));
  }
}

export class Transaction<N extends Name = Name> {
  /** All of it is on the disk; rejects when none of it is. */
  readonly done: Promise<void>;

  constructor(private readonly raw: IDBTransaction) {
    this.done = new Promise((done, fail) => {
      raw.oncomplete = () => done();
      raw.onabort = () => fail(raw.error ?? new DOMException());
    });
    // Whoever works in it hears of a fault from the request already.
    this.done.catch(() => undefined);
  }

  objectStore<S extends N>(name: S): Store<Value<S>> {
    return new Store(this.raw.objectStore(name));
  }

  abort(): void {
    this.raw.abort();
  }
}

export class Connection {
  constructor(private readonly raw: IDBDatabase) {}

  transaction<N extends Name>(names: readonly N[], mode: IDBTransactionMode, options?: IDBTransactionOptions): Transaction<N> {
    return new Transaction<N>(this.raw.transaction(names as N[], mode, options));
  }

  get<N extends Name>(name: N, key: string): Promise<Value<N> | undefined> {
    return this.read(name).get(key);
  }

  getAll<N extends Name>(name: N): Promise<Value<N>[]> {
    return this.read(name).getAll();
  }

  close(): void {
    this.raw.close();
  }

  private read<N extends Name>(name: N): Store<Value<N>> {
    return this.transaction([name], 'readonly').objectStore(name);
  }
}

/** Called inside the transaction that brings the database to its newest version. */
export type Upgrade = (database: IDBDatabase, from: number, transaction: Transaction) => void;

/** `gone`: closed by the browser, or given up to a newer version in another tab. */
export async function openDatabase(name: string, version: number, upgrade: Upgrade, gone: () => void): Promise<Connection> {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = ({ oldVersion }) => {
    upgrade(request.result, oldVersion, new Transaction(request.transaction as IDBTransaction));
  };
  const raw = await asked(request);
  raw.onclose = gone;
  raw.onversionchange = () => {
    raw.close();
    gone();
  };
  return new Connection(raw);
}

export async function dropDatabaseOf(name: string): Promise<void> {
  await asked(indexedDB.deleteDatabase(name));
}
