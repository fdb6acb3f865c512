/**
 * Sends the outbox. The page and the service worker run this same code, one at a time under a Web
 * Lock, so nothing here touches the DOM or the worker's globals.
 *
 * The texts of all dossiers go first (from then on they exist at the commune), then pages, oldest
 * first. Whatever happens to one entry, the others are still tried.
 */
import { newId } from '../domain/ids';
import { commandKey, dossierKey, isCommand, type OutboxEntry, type OutboxPage } from '../domain/outbox';
import type { Receipt } from '../domain/receipt';
import * as accounts from '../storage/accounts';
import * as outbox from '../storage/outbox';
import { getPage } from '../storage/pages';
import { isAbout, judge, type Verdict, waitFor } from './policy';
import type { Send } from './transport';
import { sendPage } from './uploads';

export interface RunnerPorts {
  send: Send;
  now: () => number;
  random: () => number;
  signal: AbortSignal;
}

export interface RunOptions {
  /** Try entries whose waiting time is not over: the link came back, or a person asked. */
  force: boolean;
}

export interface RunResult {
  settled: string[];
  /** Entries that want to be tried again by themselves. */
  waiting: number;
  nextAt: number | null;
}

interface Run extends RunnerPorts {
  settled: string[];
  /** Keys that failed in this run; they are not tried twice. */
  tried: Set<string>;
  force: boolean;
}

/** Everything that is due, once; newcomers that arrive meanwhile are taken along. */
export async function runOutbox(ports: RunnerPorts, options: RunOptions): Promise<RunResult> {
  const run: Run = { ...ports, settled: [], tried: new Set(), force: options.force };
  for (;;) {
    const due = (await outbox.allEntries()).filter((entry) => isDue(entry, run));
    const next = due.find((entry) => entry.phase === 'text') ?? due[0];
    if (!next || ports.signal.aborted) break;
    await step(next, run);
  }
  const left = (await outbox.allEntries()).filter((entry) => entry.parked === null);
  const moments = left.map((entry) => entry.next_at);
  return {
    settled: run.settled,
    waiting: left.length,
    nextAt: moments.length > 0 ? Math.min(...moments) : null,
  };
}

function isDue(entry: OutboxEntry, run: Run): boolean {
  if (entry.held || entry.parked !== null || run.tried.has(attemptOf(entry))) return false;
  return run.force || entry.next_at <= run.now();
}

function attemptOf(entry: OutboxEntry): string {
  return `${entry.key}#${entry.revision}`;
}

async function step(entry: OutboxEntry, run: Run): Promise<void> {
  const token = await tokenOf(entry);
  if (token === null) return park(entry, 'sign_in', null, run);
  if (entry.phase === 'text') return sendText(entry, token, run);
  return sendNextPage(entry, token, run);
}

async function tokenOf(entry: OutboxEntry): Promise<string | null> {
  if (entry.account === null) return null;
  const all = await accounts.allAccounts();
  return all.find((account) => account.id === entry.account)?.send_token ?? null;
}

async function sendText(entry: OutboxEntry, token: string, run: Run): Promise<void> {
  const answer = await run.send(
    {
      method: 'PUT',
      path: entry.path,
      token,
      headers: { 'Content-Type': 'application/json' },
      body: entry.body,
    },
    run.signal,
  );
  if (!answer) return later(entry, 'no_link', null, run);
  return follow(entry, judge(entry, answer), run);
}

async function follow(entry: OutboxEntry, verdict: Verdict, run: Run): Promise<void> {
  switch (verdict.do) {
    case 'done':
      return settle(entry, verdict.receipt, run);
    case 'pages':
      return awaitPages(entry, verdict.receipt);
    case 'retry':
      return later(entry, verdict.why, verdict.after, run);
    case 'new_id':
      return mintNewId(entry, run);
    case 'park':
      if (verdict.why === 'sign_in' && entry.account) await accounts.forgetToken(entry.account);
      return park(entry, verdict.why, verdict.said, run, verdict.receipt);
  }
}

async function settle(entry: OutboxEntry, receipt: Receipt | null, run: Run): Promise<void> {
  await outbox.settleEntry(entry, receipt, run.now());
  run.settled.push(entry.key);
}

async function awaitPages(entry: OutboxEntry, receipt: Receipt): Promise<void> {
  await outbox.changeEntry(entry.key, entry.revision, (there) => ({
    ...there,
    phase: 'pages',
    missing: receipt.missing,
    receipt,
    attempts: 0,
    waiting: null,
  }));
}

async function mintNewId(entry: OutboxEntry, run: Run): Promise<void> {
  const id = newId(run.now());
  const key = isCommand(entry) ? commandKey(id) : dossierKey(id);
  await outbox.moveToNewId(entry, id, key);
}

async function sendNextPage(entry: OutboxEntry, token: string, run: Run): Promise<void> {
  const missing = entry.missing[0];
  const page = entry.pages.find((each) => each.sha256 === missing?.sha256);
  // Nothing is missing any more, or something that we never promised: ask for the receipt again.
  if (!missing || !page) return backToText(entry, run, missing !== undefined);
  const stored = await getPage(page.id);
  const fault = damageOf(page, stored?.blob);
  if (fault || !stored) return parkPage(entry, page, fault ?? 'page_lost', run);
  // Should the app die during this, only the server knows how much came; the next start asks it.
  await rememberOffset(entry, page, null);
  const outcome = await sendPage(
    { path: missing.upload, token, blob: stored.blob, offset: missing.offset },
    run.send,
    run.signal,
  );
  if (outcome.done) return pageArrived(entry, page, outcome.receipt, run);
  await rememberOffset(entry, page, outcome.offset);
  if (outcome.again) return backToText(entry, run, entry.attempts > 0);
  if (!outcome.verdict) return later(entry, 'interrupted', null, run);
  if (outcome.verdict.do === 'park' && outcome.verdict.why === 'conflict') {
    return backToText(entry, run, true);
  }
  if (outcome.verdict.do === 'park' && isAboutPage(outcome.verdict.why)) {
    return parkPage(entry, page, outcome.verdict.why, run, outcome.verdict.said);
  }
  return follow(entry, outcome.verdict, run);
}

function isAboutPage(why: string): boolean {
  return ['too_large', 'bad_file', 'page_damaged', 'invalid'].includes(why);
}

/** The phone itself lost or altered the bytes: better to say so than to send them. */
function damageOf(page: OutboxPage, blob: Blob | undefined): 'page_lost' | 'page_damaged' | null {
  if (!blob) return 'page_lost';
  return blob.size === page.bytes ? null : 'page_damaged';
}

async function pageArrived(
  entry: OutboxEntry,
  page: OutboxPage,
  receipt: Receipt | null,
  run: Run,
): Promise<void> {
  const whole = receipt !== null && isAbout(entry, receipt) && receipt.missing.length === 0;
  if (whole) return settle(entry, receipt, run);
  await outbox.changeEntry(entry.key, entry.revision, (there) => {
    const missing = there.missing.filter((each) => each.sha256 !== page.sha256);
    // The last page's answer carried no receipt of this dossier: the same PUT brings it.
    return { ...there, missing, attempts: 0, waiting: null, phase: missing[0] ? 'pages' : 'text' };
  });
}

async function rememberOffset(
  entry: OutboxEntry,
  page: OutboxPage,
  offset: number | null,
): Promise<void> {
  await outbox.changeEntry(entry.key, entry.revision, (there) => ({
    ...there,
    missing: there.missing.map((each) =>
      each.sha256 === page.sha256 ? { ...each, offset } : each,
    ),
  }));
}

/** The same PUT again: identical bytes bring the present state and fresh uploads. */
async function backToText(entry: OutboxEntry, run: Run, waiting: boolean): Promise<void> {
  const changed = await outbox.changeEntry(entry.key, entry.revision, (there) => ({
    ...there,
    phase: 'text',
  }));
  if (waiting && changed) await later(changed, 'server_fault', null, run);
}

async function later(
  entry: OutboxEntry,
  why: NonNullable<OutboxEntry['waiting']>,
  after: number | null,
  run: Run,
): Promise<void> {
  run.tried.add(attemptOf(entry));
  await outbox.changeEntry(entry.key, entry.revision, (there) => ({
    ...there,
    attempts: there.attempts + 1,
    waiting: why,
    next_at: run.now() + waitFor(there.attempts + 1, after, run.random()),
  }));
}

async function park(
  entry: OutboxEntry,
  why: NonNullable<OutboxEntry['parked']>,
  said: string | null,
  run: Run,
  receipt: Receipt | null = null,
): Promise<void> {
  run.tried.add(attemptOf(entry));
  await outbox.changeEntry(entry.key, entry.revision, (there) => ({
    ...there,
    parked: why,
    said,
    receipt: receipt ?? there.receipt,
  }));
}

async function parkPage(
  entry: OutboxEntry,
  page: OutboxPage,
  why: NonNullable<OutboxEntry['parked']>,
  run: Run,
  said: string | null = null,
): Promise<void> {
  run.tried.add(attemptOf(entry));
  await outbox.changeEntry(entry.key, entry.revision, (there) => ({
    ...there,
    parked: why,
    said,
    about: { paper: page.paper, page: page.page },
  }));
}
