/** What the server told about dossiers, kept for reading without a link. */
import type { DossierRecord } from '../domain/dossier';
import { reading, writing } from './database';

export const getDossier = (id: string): Promise<DossierRecord | undefined> =>
  reading((open) => open.get('dossiers', id));

export const allDossiers = (): Promise<DossierRecord[]> => reading((open) => open.getAll('dossiers'));

/** Where a change answers null, the record stays. */
export const changeDossiers = (
  ids: readonly string[],
  change: (record: DossierRecord | undefined, id: string) => DossierRecord | null,
): Promise<void> =>
  writing(['dossiers'], async (transaction) => {
    const store = transaction.objectStore('dossiers');
    for (const id of ids) {
      const next = change(await store.get(id), id);
      if (next) await store.put(next);
    }
  });

export const changeDossier = (id: string, change: (record: DossierRecord | undefined) => DossierRecord | null): Promise<void> =>
  changeDossiers([id], change);

export const removeDossiers = (ids: readonly string[]): Promise<void> =>
  writing(['dossiers'], async (transaction) => {
    for (const id of ids) await transaction.objectStore('dossiers').delete(id);
  });
