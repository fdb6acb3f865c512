/** What waits on this phone to be sent. An entry leaves only after a decisive answer. */
import type { MissingPage, Receipt } from './receipt';

/** Why an entry is being tried again, all by itself. */
export type RetryReason = 'no_link' | 'not_our_server' | 'server_fault' | 'too_many' | 'interrupted';

/** Why an entry rests until a person does something. */
export type ParkReason =
  | 'sign_in'
  | 'already_accepted'
  | 'conflict'
  | 'invalid'
  | 'too_large'
  | 'bad_file'
  | 'page_lost'
  | 'page_damaged'
  | 'refused'
  | 'gone'
  | 'update_app'
  /** The sum is higher than the one that was shown: nothing is recorded until the person agrees. */
  | 'fee_higher'
  /** No way of paying could be chosen; no money was taken. */
  | 'fee';

/** As the server wrote it: read with care. */
export interface FeeAsked {
  amount?: unknown;
  words?: unknown;
}

export interface OutboxPage {
  /** Id in the store of pages. */
  id: string;
  paper: string;
  page: number;
  sha256: string;
  bytes: number;
}

/**
 * `save` keeps a draft at the commune and is nobody's submission; the last five are commands. A
 * `report` tells that messages were displayed, opened, read or told.
 */
export type EntryKind = 'save' | 'forget' | 'submit' | 'supplement' | 'withdraw' | 'rate' | 'pay_intent' | 'report';

/** Version of the shape below. Entries of older apps are brought up to it by `storage/migrations`. */
export const ENTRY_VERSION = 2;

export interface OutboxEntry {
  v: number;
  /** `dossier:<id>`, `supplement:<dossier>:<request>` or `command:<id>`: one entry of each. */
  key: string;
  kind: EntryKind;
  dossier: string;
  /** Whose token sends it; null waits for somebody to sign in. */
  account: string | null;
  path: string;
  /** Frozen at "gửi". */
  body: string;
  revision: number;
  /** Shown while it waits: whose it is and what it is about. */
  title: string;
  owner_name: string;
  pages: OutboxPage[];
  /** text: the PUT is not answered yet; pages: only bytes of pages are missing. */
  phase: 'text' | 'pages';
  missing: MissingPage[];
  receipt: Receipt | null;
  /** "Để sau": rests until somebody says "gửi ngay". */
  held: boolean;
  /** Place in the queue, given by the storage: a wrong clock does not change the order. */
  seq: number;
  attempts: number;
  /** Moment (ms) before which it is not tried unless somebody asks, and when that was decided. */
  next_at: number;
  set_at: number;
  waiting: RetryReason | null;
  parked: ParkReason | null;
  /** The server's own sentence, and the paper it is about, when it gave them. */
  said: string | null;
  about: { paper: string; page: number } | null;
  /** The sum that the server counted, in VND and in words, where it asks the person again. */
  fee?: FeeAsked | null;
  made_at: number;
}

export type EntrySeed = Pick<
  OutboxEntry,
  | 'key'
  | 'kind'
  | 'dossier'
  | 'account'
  | 'path'
  | 'body'
  | 'revision'
  | 'title'
  | 'owner_name'
  | 'pages'
>;

export function newEntry(seed: EntrySeed, now: number): OutboxEntry {
  return {
    ...seed,
    v: ENTRY_VERSION,
    phase: 'text',
    missing: [],
    receipt: null,
    held: false,
    seq: 0,
    attempts: 0,
    next_at: 0,
    set_at: 0,
    waiting: null,
    parked: null,
    said: null,
    about: null,
    made_at: now,
  };
}

/** As the app of version 0.1 wrote them. */
export type FirstEntry = Omit<OutboxEntry, 'v' | 'kind' | 'held' | 'seq' | 'set_at'> & {
  kind: 'dossier' | 'supplement' | 'command';
};

/** The same entry in today's shape, to be tried at once; `seq` is its place among the old ones. */
export function upgraded(old: FirstEntry, seq: number): OutboxEntry {
  const kind = { dossier: 'submit', supplement: 'supplement', command: 'withdraw' } as const;
  return { ...old, v: ENTRY_VERSION, kind: kind[old.kind], held: false, seq, next_at: 0, set_at: 0 };
}

/** A small order with an id of its own: no draft and no pages belong to it. */
export const isCommand = (entry: OutboxEntry): boolean => entry.key.startsWith('command:');

/** Drafts are saved, their leavings forgotten and messages reported without anybody being told. */
export const isQuiet = ({ kind }: OutboxEntry): boolean => kind === 'save' || kind === 'forget' || kind === 'report';

/** Id of the draft whose pages an entry sends. */
export const draftOf = (entry: OutboxEntry): string =>
  entry.kind === 'supplement' ? entry.key : entry.dossier;

export const dossierKey = (id: string): string => `dossier:${id}`;
export const supplementKey = (id: string, request: string): string => `supplement:${id}:${request}`;
export const commandKey = (id: string): string => `command:${id}`;
