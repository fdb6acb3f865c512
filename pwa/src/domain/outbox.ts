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
  | 'update_app';

export interface OutboxPage {
  /** Id in the store of pages. */
  id: string;
  paper: string;
  page: number;
  sha256: string;
  bytes: number;
}

export interface OutboxEntry {
  /** `dossier:<id>`, `supplement:<dossier>:<request>` or `command:<id>`: one entry of each. */
  key: string;
  kind: 'dossier' | 'supplement' | 'command';
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
  attempts: number;
  /** Moment (ms) before which it is not tried unless somebody asks. */
  next_at: number;
  waiting: RetryReason | null;
  parked: ParkReason | null;
  /** The server's own sentence, and the paper it is about, when it gave them. */
  said: string | null;
  about: { paper: string; page: number } | null;
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
    phase: 'text',
    missing: [],
    receipt: null,
    attempts: 0,
    next_at: 0,
    waiting: null,
    parked: null,
    said: null,
    about: null,
    made_at: now,
  };
}

export interface Progress {
  pages: number;
  pagesSent: number;
  bytes: number;
  bytesSent: number;
}

/** How much of an entry's pages the server has, as far as it told. */
export function progressOf(entry: OutboxEntry): Progress {
  const bytes = entry.pages.reduce((sum, page) => sum + page.bytes, 0);
  const total = { pages: entry.pages.length, bytes };
  if (entry.phase === 'text') return { ...total, pagesSent: 0, bytesSent: 0 };
  const open = entry.pages.filter((page) =>
    entry.missing.some((missing) => missing.sha256 === page.sha256),
  );
  const left = open.reduce((sum, page) => {
    const missing = entry.missing.find((each) => each.sha256 === page.sha256);
    return sum + page.bytes - (missing?.offset ?? 0);
  }, 0);
  return { ...total, pagesSent: entry.pages.length - open.length, bytesSent: bytes - left };
}

export const dossierKey = (id: string): string => `dossier:${id}`;
export const supplementKey = (id: string, request: string): string => `supplement:${id}:${request}`;
export const commandKey = (id: string): string => `command:${id}`;
