/**
 * What lies on this phone, projected from IndexedDB: drafts, the outbox, dossiers, who is signed in.
 * Nothing here is truth; every announcement of the storage reads it again.
 */
import { computed, signal } from '@preact/signals';
import { type DossierRecord, stateOf } from '../domain/dossier';
import type { Draft } from '../domain/draft';
import { isCommand, isQuiet, type OutboxEntry } from '../domain/outbox';
import { allAccounts } from '../storage/accounts';
import { onChange, type StoreName } from '../storage/announcements';
import { allDossiers } from '../storage/dossiers';
import { allDrafts } from '../storage/drafts';
import { asStorageError, type StorageFault } from '../storage/errors';
import { allEntries } from '../storage/outbox';
import type { Account } from '../storage/schema';
import { type DossierCard, evening, myDossiers, myDrafts } from './mine';

const everyDraft = signal<Draft[]>([]);
const everyEntry = signal<OutboxEntry[]>([]);
export const everyRecord = signal<DossierRecord[]>([]);

export const account = signal<Account | null>(null);
/** Who sent from this phone without signing in ("chưa xác thực"). */
export const unverified = signal<Account[]>([]);
/** False until the storage was read once: lists then know that empty means empty. */
export const shelfReady = signal(false);
/** The phone could not keep or read something; shown until it works again. */
export const storageFault = signal<StorageFault | null>(null);
/** Said before it is too late: the next photographs may not fit. */
export const nearlyFull = signal(false);

/**
 * What nobody's name is on belongs to whoever holds the phone; so does, while nobody is signed in, what
 * was sent from it unverified.
 */
export const isMine = (owner: string | null): boolean =>
  owner === null || (account.value ? owner === account.value.id : unverified.value.some(({ id }) => id === owner));

export const drafts = computed(() =>
  everyDraft.value
    .filter((draft) => isMine(draft.account))
    .sort((one, other) => other.updated_at - one.updated_at),
);
export const entries = computed(() => everyEntry.value.filter((entry) => isMine(entry.account)));
export const othersWaiting = computed(
  () => everyEntry.value.filter((entry) => !isMine(entry.account)).length,
);
/** What only lies at the commune as a draft, and here, too, is the draft here. */
export const records = computed(() => {
  const here = new Set(everyDraft.value.map((draft) => draft.id));
  return everyRecord.value
    .filter((record) => isMine(record.account) && !(stateOf(record) === 'draft' && here.has(record.id)))
    .sort((one, other) => other.updated_at - one.updated_at);
});

/** Long enough for a day in the hamlets and the way home, by the phone's own clock. */
const LATELY = 18 * 60 * 60 * 1000;
/** What was sent from this phone today. */
export const filedLately = computed(() => records.value.filter(({ sent }) => sent && sent.updated_at > Date.now() - LATELY));

/** Where this person's drafts and dossiers go, as far as the phone knows. */
export const ownAgencies = computed<ReadonlySet<string>>(
  () =>
    new Set([
      ...drafts.value.map((draft) => draft.agency),
      ...records.value.flatMap((record) => record.detail?.agency ?? []),
    ]),
);

const LOADERS: Partial<Record<StoreName, () => Promise<void>>> = {
  drafts: async () => {
    everyDraft.value = await allDrafts();
  },
  outbox: async () => {
    // A draft that is being saved is no dossier that waits.
    everyEntry.value = (await allEntries()).filter((entry) => !isQuiet(entry));
  },
  dossiers: async () => {
    everyRecord.value = await allDossiers();
  },
  accounts: async () => {
    const all = await allAccounts();
    account.value = all.find((each) => each.current) ?? null;
    unverified.value = all.filter((each) => each.unverified);
  },
};

let opening: Promise<void> | null = null;

/** Reads everything once and follows every later change. */
export function openShelf(): Promise<void> {
  opening ??= (async () => {
    onChange((stores) => void refresh(stores));
    await refresh(['accounts', 'drafts', 'outbox', 'dossiers']);
    shelfReady.value = true;
  })();
  return opening;
}

async function refresh(stores: readonly StoreName[]): Promise<void> {
  try {
    for (const store of stores) await LOADERS[store]?.();
    storageFault.value = null;
  } catch (cause) {
    storageFault.value = asStorageError(cause).fault;
  }
  tellHome();
}

/** The home has small cards of its own, so that its chunk needs nothing of the storage. */
function tellHome(): void {
  // A small order about a dossier (to withdraw it, how to pay) does not hide it.
  const sending = new Set(entries.value.filter((entry) => !isCommand(entry)).map((entry) => entry.dossier));
  myDrafts.value = drafts.value
    .filter((draft) => draft.frozen === null && !sending.has(draft.id))
    .map((draft) => ({
      id: draft.id,
      procedure_name: draft.procedure_name,
      for_name: draft.relation === 'self' ? null : (draft.owner?.full_name ?? null),
      step: draft.step,
      updated_at: draft.updated_at,
    }));
  const waiting = entries.value.filter((entry) => entry.kind === 'submit').map(waitingCard);
  const told = records.value.filter((record) => !sending.has(record.id)).map((record) => ({
    id: record.id,
    procedure_name: record.summary?.procedure_name ?? record.title,
    owner_name: record.summary?.owner_name ?? record.owner_name,
    slip: record.summary?.slip ?? record.receipt?.slip ?? null,
    state: stateOf(record),
    due: dueOf(record),
    updated_at: record.updated_at,
  }));
  myDossiers.value = [...waiting, ...told];
  const names = new Set([...entries.value, ...filedLately.value].map((each) => each.owner_name));
  evening.value = {
    sent: filedLately.value.filter(({ id }) => !sending.has(id)).length,
    waiting: entries.value.length,
    tonight: account.value?.role === 'volunteer' || names.size > 1,
  };
}

function waitingCard(entry: OutboxEntry): DossierCard {
  return {
    id: entry.dossier,
    procedure_name: entry.title,
    owner_name: entry.owner_name,
    slip: null,
    state: entry.parked === 'sign_in' ? 'sign_in' : entry.parked ? 'parked' : entry.held ? 'held' : 'queued',
    due: null,
    updated_at: entry.made_at,
  };
}

/** The moment that matters now: the binding date, else the answer to a request, else the desk's. */
export function dueOf(record: DossierRecord): string | null {
  const told = record.detail ?? record.summary;
  const state = stateOf(record);
  if (state === '5') return record.detail?.supplement?.due ?? told?.supplement_due ?? null;
  if (['3', '7', '9', '10'].includes(state)) return null;
  return (
    told?.binding_due ??
    record.receipt?.binding_due ??
    told?.answer_due ??
    record.receipt?.answer_due ??
    null
  );
}
