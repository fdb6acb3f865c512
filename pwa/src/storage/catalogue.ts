/** Things from the server that change seldom, under one key each, with their ETag. */
import { reading, writing } from './database';
import type { StorageError } from './errors';
import type { CatalogueEntry } from './schema';

export const getCatalogue = (key: string): Promise<CatalogueEntry | undefined> =>
  reading((open) => open.get('catalogue', key));

export const putCatalogue = (entry: CatalogueEntry): Promise<void> =>
  writing(['catalogue'], async (transaction) => {
    await transaction.objectStore('catalogue').put(entry);
  });

/** What a link brought is shown on a phone that has no room for it, too, and fetched again the next time. */
export const keepAnswer = (entry: CatalogueEntry): Promise<void> =>
  putCatalogue(entry).catch((cause: StorageError) => {
    if (cause.fault === 'failed') throw cause;
  });

export const COMMUNES_KEY = 'communes';
export const AGENCIES_KEY = 'agencies';
/** Families of procedures, and what happens in people's lives. */
export const FAMILIES_KEY = 'families';
/** That the server was asked who is signed in here. */
export const SESSION_KEY = 'session';
export const detailKey = (code: string, version?: number): string =>
  version === undefined ? `detail:${code}` : `detail:${code}:${version}`;
