/**
 * Pages scanned for a dossier that is being started: they lie in this browser beside the typed text,
 * by officer, until they were sent. A reload or a power cut costs no second scan.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

const NAME = 'motcua-desk';
const LIFETIME_MS = 14 * 86_400_000;

export interface KeptPage {
  id: string;
  paper: string;
  sha256: string;
  bytes: number;
  media_type: string;
  blob: Blob;
}

interface Stored {
  officer: string;
  at: number;
  pages: KeptPage[];
}

interface Schema extends DBSchema {
  starts: { key: string; value: Stored };
}

/** False when the browser has no room or forbids storage: the pages are then on the screen only. */
export async function keepPages(officer: string, start: string, pages: readonly KeptPage[]): Promise<boolean> {
  const stored: Stored = {
    officer,
    at: Date.now(),
    pages: pages.map(({ id, paper, sha256, bytes, media_type, blob }) => ({ id, paper, sha256, bytes, media_type, blob })),
  };
  return working((database) => (pages.length ? database.put('starts', stored, start) : database.delete('starts', start)));
}

export async function keptPages(officer: string, start: string): Promise<KeptPage[]> {
  let found: KeptPage[] = [];
  await working(async (database) => {
    const stored = await database.get('starts', start);
    if (stored?.officer === officer) found = stored.pages;
  });
  return found;
}

/** At sign-out: nothing of this officer's stays. */
export function dropPagesOf(officer: string): Promise<boolean> {
  return dropWhere((stored) => stored.officer === officer);
}

export function dropOldPages(now: number): Promise<boolean> {
  return dropWhere((stored) => now - stored.at > LIFETIME_MS);
}

function dropWhere(gone: (stored: Stored) => boolean): Promise<boolean> {
  return working(async (database) => {
    const writing = database.transaction('starts', 'readwrite');
    for (let cursor = await writing.store.openCursor(); cursor; cursor = await cursor.continue()) {
      if (gone(cursor.value)) await cursor.delete();
    }
    await writing.done;
  });
}

async function working(run: (database: IDBPDatabase<Schema>) => Promise<unknown>): Promise<boolean> {
  let database: IDBPDatabase<Schema> | null = null;
  try {
    database = await openDB<Schema>(NAME, 1, {
      upgrade: (fresh) => void fresh.createObjectStore('starts'),
    });
    await run(database);
    return true;
  } catch (cause) {
    // Full or forbidden storage; anything else is a fault of ours and must be seen.
    if (cause instanceof DOMException) return false;
    throw cause;
  } finally {
    database?.close();
  }
}
