/** The outbox: what was handed over by "gửi" and is not yet acknowledged. */
import { type DossierRecord, NOTHING_TOLD } from '../domain/dossier';
import type { Draft } from '../domain/draft';
import { draftOf, isCommand, type OutboxEntry } from '../domain/outbox';
import type { Receipt } from '../domain/receipt';
import { reading, writing } from './database';

export const allEntries = async (): Promise<OutboxEntry[]> => {
  const entries = await reading((open) => open.getAll('outbox'));
  return entries.sort((one, other) => one.seq - other.seq);
};

export const getEntry = (key: string): Promise<OutboxEntry | undefined> =>
  reading((open) => open.get('outbox', key));

/**
 * Puts a frozen body into the outbox and marks its draft, together. An entry of the same or a higher
 * revision stays: two tabs that press "gửi" on one draft make one submission. A save gives way to
 * every submission, and uses up its revision: it may arrive although its answer is lost.
 */
export const enqueue = (entry: OutboxEntry, draft: Draft | null): Promise<OutboxEntry> =>
  writing(['outbox', 'drafts'], async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    const drafts = transaction.objectStore('drafts');
    const there = await outbox.get(entry.key);
    const save = entry.kind === 'save';
    if (there && there.kind !== 'save' && (save || there.revision >= entry.revision)) return there;
    const stored = draft && (await drafts.get(draft.id));
    const least = Math.max((there?.revision ?? 0) + 1, stored?.revision ?? 0, entry.revision);
    const places = (await outbox.getAll()).map(({ seq }) => seq);
    const placed = { ...withRevision(entry, least), seq: there?.seq ?? Math.max(0, ...places) + 1 };
    await outbox.put(placed);
    if (draft && !save) await drafts.put({ ...draft, revision: least, frozen: least });
    else if (stored) await drafts.put({ ...stored, revision: least + 1 });
    return placed;
  });

/** The body's bytes stay as they are unless a newer revision must stand in them. */
function withRevision(entry: OutboxEntry, revision: number): OutboxEntry {
  if (entry.revision === revision) return entry;
  const body = { ...(JSON.parse(entry.body) as object), revision };
  return { ...entry, revision, body: JSON.stringify(body) };
}

/** Changes an entry unless a newer revision took its place meanwhile; null when it did. */
export const changeEntry = (
  key: string,
  revision: number,
  change: (entry: OutboxEntry) => OutboxEntry,
): Promise<OutboxEntry | null> =>
  writing(['outbox'], async (transaction) => {
    const store = transaction.objectStore('outbox');
    const entry = await store.get(key);
    if (!entry || entry.revision !== revision) return null;
    const next = change(entry);
    await store.put(next);
    return next;
  });

/**
 * The decisive answer came: the entry goes, its bytes go, and what the server said is kept, all in
 * one transaction. A draft that was changed since stays, with its bytes.
 */
export const settleEntry = (entry: OutboxEntry, receipt: Receipt | null): Promise<void> =>
  writing(['outbox', 'drafts', 'pages', 'dossiers'], async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    const there = await outbox.get(entry.key);
    if (!there || there.revision !== entry.revision) return;
    await outbox.delete(entry.key);
    if (isCommand(entry)) return;
    const drafts = transaction.objectStore('drafts');
    const draftId = draftOf(entry);
    const draft = await drafts.get(draftId);
    if (entry.kind === 'save') {
      if (draft) await drafts.put(asSaved(draft, entry));
      return;
    }
    const sent = draft && draft.revision === entry.revision ? draft : null;
    if (sent) await drafts.delete(draftId);
    else if (draft) await drafts.put({ ...draft, frozen: null });
    const kept = new Set(sent ? [] : (draft?.pages ?? []).map((page) => page.id));
    const pages = transaction.objectStore('pages');
    for (const key of await pages.index('by_draft').getAllKeys(draftId)) {
      if (!kept.has(key)) await pages.delete(key);
    }
    const dossiers = transaction.objectStore('dossiers');
    const known = await dossiers.get(entry.dossier);
    const { dossier: id, account, title, owner_name } = entry;
    await dossiers.put({
      ...NOTHING_TOLD,
      ...{ title, owner_name },
      ...known,
      ...(entry.kind === 'submit' && { ...(receipt && { receipt }), ...(sent && { sent }) }),
      ...{ id, account, stale: true, handed: (known?.handed ?? 0) + 1, updated_at: lastTold(known, receipt) },
    });
  });

/** By the server's moments alone: a phone's clock may be years ahead, and no push would ever be newer. */
const lastTold = (known: DossierRecord | undefined, receipt: Receipt | null): number =>
  Math.max(known?.updated_at ?? 0, Date.parse(receipt?.received_at ?? '') || 0);

function asSaved(draft: Draft, { made_at, pages }: OutboxEntry): Draft {
  const sent = new Set(pages.map(({ sha256 }) => sha256));
  const marked = draft.pages.map((page) => (sent.has(page.sha256) ? { ...page, at_server: true as const } : page));
  return { ...draft, saved_at: made_at, pages: marked };
}

/** Something else stands in its way at the server: the same submission, under a newer revision. */
export const liftEntry = (entry: OutboxEntry, above: number): Promise<void> =>
  writing(['outbox', 'drafts'], async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    const there = await outbox.get(entry.key);
    if (!there || there.revision !== entry.revision) return;
    const revision = above + 1;
    await outbox.put({ ...withRevision(there, revision), phase: 'text', missing: [] });
    const drafts = transaction.objectStore('drafts');
    const draft = await drafts.get(draftOf(entry));
    if (!draft) return;
    const changed = draft.revision > entry.revision;
    const next = changed ? Math.max(draft.revision, revision + 1) : revision;
    await drafts.put({ ...draft, revision: next, frozen: revision });
  });

/** A draft that could not be saved stays on the phone and is saved another time. */
export const dropEntry = (entry: OutboxEntry): Promise<void> =>
  writing(['outbox'], async (transaction) => {
    const store = transaction.objectStore('outbox');
    if ((await store.get(entry.key))?.revision === entry.revision) await store.delete(entry.key);
  });

/** Takes an entry back before it was sent, or after it was refused; its draft is free again. */
export const takeBack = (key: string): Promise<void> =>
  writing(['outbox', 'drafts'], async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    const entry = await outbox.get(key);
    if (!entry) return;
    await outbox.delete(key);
    const drafts = transaction.objectStore('drafts');
    const draft = await drafts.get(draftOf(entry));
    if (draft && entry.kind !== 'save') await drafts.put({ ...draft, frozen: null });
  });

/**
 * The id belongs to another account: everything moves to a new one. The body names no id, so its
 * bytes stay the same.
 */
export const moveToNewId = (entry: OutboxEntry, id: string, key: string): Promise<void> =>
  writing(['outbox', 'drafts', 'pages'], async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    const there = await outbox.get(entry.key);
    if (!there || there.revision !== entry.revision) return;
    await outbox.delete(entry.key);
    const path = there.path.replace(`/dossiers/${entry.dossier}`, `/dossiers/${id}`);
    await outbox.put({ ...there, key, dossier: id, path, phase: 'text', missing: [], attempts: 0 });
    const drafts = transaction.objectStore('drafts');
    const draft = await drafts.get(entry.dossier);
    if (draft) {
      await drafts.delete(entry.dossier);
      await drafts.put({ ...draft, id });
    }
    const pages = transaction.objectStore('pages');
    for (const page of await pages.index('by_draft').getAll(entry.dossier)) {
      await pages.put({ ...page, draft: id });
    }
  });

/**
 * Somebody who sends without signing in got an id and a token: all that waited for it is theirs. False when
 * a sign-in was quicker, and it went to whoever signed in.
 */
export const nameSender = (pending: string, id: string, token: string): Promise<boolean> =>
  writing(['accounts', 'outbox', 'drafts', 'dossiers'], async (transaction) => {
    const accounts = transaction.objectStore('accounts');
    const asked = await accounts.get(pending);
    if (!asked) return false;
    await accounts.delete(pending);
    delete asked.pending;
    await accounts.put({ ...asked, id, send_token: token });
    for (const name of ['outbox', 'drafts', 'dossiers'] as const) {
      const store = transaction.objectStore(name);
      for (const each of await store.getAll()) {
        if (each.account === pending) await store.put({ ...each, account: id });
      }
    }
    return true;
  });

/** "Để sau" for one dossier: its entry rests until somebody says "gửi ngay". */
export const holdEntry = (key: string): Promise<void> =>
  writing(['outbox'], async (transaction) => {
    const store = transaction.objectStore('outbox');
    const entry = await store.get(key);
    if (entry) await store.put({ ...entry, held: true });
  });

/** Everything that waits: tried again at once. Parked entries only for the reasons given. */
export const wakeEntries = (
  wake: (entry: OutboxEntry) => boolean,
  account: string | null,
): Promise<void> =>
  writing(['outbox'], async (transaction) => {
    const store = transaction.objectStore('outbox');
    for (const entry of await store.getAll()) {
      if (!wake(entry)) continue;
      await store.put({
        ...entry,
        account: entry.account ?? account,
        held: false,
        parked: null,
        said: null,
        about: null,
        next_at: 0,
      });
    }
  });
