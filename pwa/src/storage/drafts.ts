/** Drafts: one record for each dossier being filled. */
import { stateOf } from '../domain/dossier';
import type { Draft } from '../domain/draft';
import { dossierKey } from '../domain/outbox';
import { reading, writing } from './database';

export const getDraft = (id: string): Promise<Draft | undefined> =>
  reading((open) => open.get('drafts', id));

export const allDrafts = (): Promise<Draft[]> => reading((open) => open.getAll('drafts'));

export const putDraft = (draft: Draft): Promise<void> =>
  writing(['drafts'], async (transaction) => {
    await transaction.objectStore('drafts').put(draft);
  });

/**
 * Reads, changes and writes in one transaction, so that two tabs on one draft do not undo each
 * other's fields. Answers the new draft, or null when it no longer exists. Called at every key: the
 * browser may flush it a little later, so that a slow flash memory does not hold up the typing.
 */
export const changeDraft = (
  id: string,
  change: (draft: Draft) => Draft,
  now: number,
): Promise<Draft | null> =>
  writing(
    ['drafts'],
    async (transaction) => {
      const store = transaction.objectStore('drafts');
      const draft = await store.get(id);
      if (!draft) return null;
      const next = { ...change(draft), updated_at: now };
      await store.put(next);
      return next;
    },
    'relaxed',
  );

/**
 * The draft, the bytes of its pages and what was to be saved of it. A saving that waits may have arrived
 * already: the draft that is answered then counts as saved.
 */
export const removeDraft = (id: string): Promise<Draft | undefined> =>
  writing(['drafts', 'pages', 'outbox', 'dossiers'], async (transaction) => {
    const drafts = transaction.objectStore('drafts');
    const draft = await drafts.get(id);
    await drafts.delete(id);
    const pages = transaction.objectStore('pages');
    for (const key of await pages.index('by_draft').getAllKeys(id)) await pages.delete(key);
    const outbox = transaction.objectStore('outbox');
    const saving = await outbox.get(dossierKey(id));
    if (saving?.kind === 'save') await outbox.delete(saving.key);
    const dossiers = transaction.objectStore('dossiers');
    const record = await dossiers.get(id);
    if (record && stateOf(record) === 'draft') await dossiers.delete(id);
    return draft && (saving?.kind === 'save' ? { ...draft, saved_at: saving.made_at } : draft);
  });
