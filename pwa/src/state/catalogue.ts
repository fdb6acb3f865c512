/**
 * The index of procedures. What this phone kept is shown at once and the server asked afterwards.
 * It lies in the Cache API and not in the database, so that the first screen needs no database.
 */
import { effect, signal } from '@preact/signals';
import { type CatalogueIndex, type IndexFile, readIndex, withChanges } from '../domain/catalogue';
import { hear } from './connection';

const ADDRESS = '/api/catalogue/index';
const STORE = 'motcua-catalogue';

export const catalogue = signal<CatalogueIndex | null>(null);
/** Neither the phone nor the server could give it. */
export const catalogueFault = signal(false);

export async function loadCatalogue(): Promise<void> {
  catalogueFault.value = false;
  const store = await openStore();
  const file = await keptFile(store);
  const kept = readIndex(file);
  if (kept && !catalogue.peek()) catalogue.value = kept;
  // A page from the network has the whole on its way already (a header of its own says so).
  const since = kept && navigator.serviceWorker?.controller ? `?since=${kept.v}` : '';
  const answer = withChanges(file as IndexFile, await ask(since));
  const fresh = readIndex(answer);
  if (!fresh) catalogueFault.value = catalogue.peek() === null;
  else if (fresh.v !== kept?.v) {
    catalogue.value = fresh;
    await store?.put(ADDRESS, Response.json(answer));
  }
}

/** Not through `api/client`, which travels later: whatever is no index of ours is none. */
async function ask(since: string): Promise<unknown> {
  try {
    const answer = await fetch(ADDRESS + since);
    const body: unknown = await answer.json().catch(() => null);
    // The index itself proves nothing: for five minutes the browser's own cache gives it, link or none.
    if (!body) hear(answer.status < 500 ? 'foreign' : 'silence');
    return body;
  } catch {
    hear('silence');
    return null;
  }
}

/** The home has what it shows, or knows that it will not get it. */
export function catalogueSettled(): Promise<void> {
  return new Promise((done) => {
    effect(() => {
      if (catalogue.value || catalogueFault.value) done();
    });
  });
}

/** Absent on pages without https and in some private windows: the index then lives in memory. */
async function openStore(): Promise<Cache | null> {
  try {
    return await caches.open(STORE);
  } catch {
    return null;
  }
}

async function keptFile(store: Cache | null): Promise<unknown> {
  try {
    return await (await store?.match(ADDRESS))?.json();
  } catch {
    return null;
  }
}
