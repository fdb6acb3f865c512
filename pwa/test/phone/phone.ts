/**
 * The app without its screens: what tests of broken links put into a phone, and read out of it. The
 * storage, the queue and "gửi" are the app's own. It is built into one script that runs in Node
 * (many phones at once, see host.ts) and, through the browser's debugger, inside the real app's page.
 */
import { keepSending } from '../../src/actions/sending';
import { submitDossier } from '../../src/actions/submitDossier';
import { type Draft, newDraft, type PageRef } from '../../src/domain/draft';
import type { OutboxEntry } from '../../src/domain/outbox';
import type { Receipt } from '../../src/domain/receipt';
import { dropDatabase } from '../../src/storage/database';
import { allDossiers } from '../../src/storage/dossiers';
import { allDrafts, getDraft, putDraft } from '../../src/storage/drafts';
import { allEntries } from '../../src/storage/outbox';
import { getPage, keepPage } from '../../src/storage/pages';
import { signInAccount } from '../../src/storage/sign-in';

export interface Person {
  id: string;
  full_name: string;
  send_token: string | null;
}

export interface Filing {
  id: string;
  account: string | null;
  procedure: string;
  version: number;
  agency: string;
  title: string;
  owner_name: string;
  answers: Record<string, string>;
  made_at: number;
  pages: { id: string; paper: string; sha256: string; media_type: string; base64: string }[];
}

/** What this phone believes: the tests compare it with the server's tables and files. */
export interface Memory {
  entries: {
    dossier: string;
    kind: OutboxEntry['kind'];
    revision: number;
    phase: OutboxEntry['phase'];
    parked: OutboxEntry['parked'];
    waiting: OutboxEntry['waiting'];
    said: string | null;
    receipt: Receipt | null;
    missing: OutboxEntry['missing'];
    /** SHA-256 of the bytes that lie here now; null where none do. */
    pages: { sha256: string; bytes_hash: string | null }[];
  }[];
  sent: { dossier: string; receipt: Receipt | null }[];
  drafts: { id: string; frozen: number | null }[];
}

/** A phone that was signed in at the commune's, with what only its queue needs. */
export function signIn({ id, full_name, send_token }: Person): Promise<void> {
  const seen = { phone_masked: '09xx xxx 000', role: 'citizen', agency: null };
  return signInAccount({ id, full_name, send_token, device_id: `device-of-${id}`, ...seen });
}

/** A form that is filled to the last page and only wants to be sent. */
export async function fill(filing: Filing): Promise<void> {
  await putDraft({
    ...newDraft({ ...filing, procedure_name: filing.title, kind: 'assistance' }, filing.made_at),
    relation: 'family',
    owner: { full_name: filing.owner_name },
    answers: filing.answers,
    consents: ['process'],
    result: { how: 'desk' },
  });
  for (const { base64, ...page } of filing.pages) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const blob = new Blob([bytes], { type: page.media_type });
    const ref: PageRef = { ...page, bytes: blob.size };
    await keepPage(filing.id, ref, blob, null, filing.made_at);
  }
}

/** "Gửi". */
export async function send(id: string): Promise<void> {
  const draft = await getDraft(id);
  if (!draft) throw new Error(`nothing was filled under ${id}`);
  if (!(await submitDossier(null, draft))) throw new Error('the phone could not keep it');
}

/** The app is opened: it sends what waits and goes on until it is closed. */
export const open = (): Promise<void> => keepSending();

/** Nothing was ever here. */
export const forget = (): Promise<void> => dropDatabase();

export async function remember(): Promise<Memory> {
  const entries = await Promise.all((await allEntries()).map(entryOf));
  // What was settled while its pages were looked at waits no more: it is among the sent.
  const still = new Set((await allEntries()).map((entry) => entry.dossier));
  const sent = await allDossiers();
  const drafts = await allDrafts();
  return {
    entries: entries.filter((entry) => still.has(entry.dossier)),
    sent: sent.map(({ id, receipt }) => ({ dossier: id, receipt })),
    drafts: drafts.map(({ id, frozen }: Draft) => ({ id, frozen })),
  };
}

async function entryOf(entry: OutboxEntry): Promise<Memory['entries'][number]> {
  const { dossier, kind, revision, phase, parked, waiting, said, receipt, missing } = entry;
  const pages = entry.pages.map(async ({ id, sha256 }) => ({ sha256, bytes_hash: await hashOf(id) }));
  const known = { dossier, kind, revision, phase, parked, waiting, said, receipt, missing };
  return { ...known, pages: await Promise.all(pages) };
}

async function hashOf(page: string): Promise<string | null> {
  const stored = await getPage(page);
  if (!stored) return null;
  const digest = await crypto.subtle.digest('SHA-256', await stored.blob.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
