/**
 * Sends the outbox. The page and the service worker run this same code, one at a time under a Web
 * Lock, so nothing here touches the DOM or the worker's globals.
 *
 * The texts of all dossiers go first (from then on they exist at the commune), then pages, oldest
 * first. Whatever happens to one entry, the others are still tried; what failed for want of a link is
 * tried once more when others got through after it.
 */
import { newId } from '../domain/ids';
import { commandKey, dossierKey, isCommand, type OutboxEntry } from '../domain/outbox';
import * as accounts from '../storage/accounts';
import * as outbox from '../storage/outbox';
import { type LinePorts, openLine } from './line';
import { nextPage } from './pages';
import { isDue, judge, order, type Verdict } from './policy';
import { awaitPages, later, nameOf, park, type Run, settle } from './run';
import { tokenOf } from './token';

export interface RunnerPorts extends LinePorts {
  random: () => number;
}

export interface RunOptions {
  /** Try entries whose waiting time is not over: the link came back, or a person asked. */
  force: boolean;
}

export interface RunResult {
  settled: string[];
  /** Entries that want to be tried again by themselves. */
  waiting: number;
  /** Moment of the phone's clock at which the first of them is due. */
  nextAt: number | null;
  /** Our server answered something. */
  answered: boolean;
}

/** Everything that is due, once; newcomers that arrive meanwhile are taken along. */
export async function runOutbox(ports: RunnerPorts, { force }: RunOptions): Promise<RunResult> {
  const line = await openLine(ports);
  const run: Run = {
    ...{ line, random: ports.random, settled: [] },
    ...{ tried: new Set(), unheard: new Set(), again: new Set(), renewed: new Set() },
  };
  let answers = 0;
  while (!ports.signal.aborted) {
    const next = await firstDue(run, force);
    if (next) await step(next, run);
    else if (run.unheard.size > 0 && line.answers > answers) {
      answers = line.answers;
      for (const name of run.unheard) {
        run.tried.delete(name);
        run.again.add(name);
      }
      run.unheard.clear();
    } else break;
  }
  await line.keep();
  const left = (await outbox.allEntries()).filter(({ held, parked }) => !held && parked === null);
  const moments = left.map((entry) => entry.next_at);
  return {
    settled: run.settled,
    waiting: left.length,
    nextAt: moments.length > 0 ? Math.min(...moments) : null,
    answered: line.answers > 0,
  };
}

async function firstDue(run: Run, force: boolean): Promise<OutboxEntry | undefined> {
  const entries = (await outbox.allEntries()).filter((entry) => {
    const name = nameOf(entry);
    if (run.tried.has(name)) return false;
    return isDue(entry, run.line.now(), force || run.again.has(name));
  });
  return entries.sort(order)[0];
}

async function step(entry: OutboxEntry, run: Run): Promise<void> {
  const sender = await tokenOf(entry, run);
  if ('verdict' in sender) return follow(entry, sender.verdict, run);
  if (entry.phase === 'text') return sendText(entry, sender.token, run);
  const verdict = await nextPage(entry, sender.token, run);
  if (verdict) await follow(entry, verdict, run);
}

async function sendText(entry: OutboxEntry, token: string, run: Run): Promise<void> {
  const answer = await run.line.ask({
    method: 'PUT',
    path: entry.path,
    token,
    headers: { 'Content-Type': 'application/json' },
    body: entry.body,
  });
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
    case 'lift':
      return outbox.liftEntry(entry, verdict.above);
    case 'park':
      if (verdict.why === 'sign_in' && entry.account) await accounts.forgetToken(entry.account);
      return park(entry, verdict.why, run, { said: verdict.said, receipt: verdict.receipt, fee: verdict.fee ?? null });
  }
}

/** Once in a run: no id is taken twice but by somebody's mistake. */
async function mintNewId(entry: OutboxEntry, run: Run): Promise<void> {
  if (run.renewed.has(entry.key)) return later(entry, 'server_fault', null, run);
  const id = newId(run.line.now());
  const key = isCommand(entry) ? commandKey(id) : dossierKey(id);
  run.renewed.add(key);
  await outbox.moveToNewId(entry, id, key);
}

