/**
 * When the outbox runs. At most one run at a time on this phone, whichever tab or worker holds the
 * lock; a call that comes during a run makes one more run after it, never two.
 */
import type { LinePorts } from './line';
import { runOutbox, type RunnerPorts, type RunResult } from './runner';
import { sender } from './transport';

export const LOCK = 'motcua-outbox';
export const SYNC_TAG = 'motcua-outbox';

/** A page puts itself here to hear how its requests fared. */
export const listener: Pick<LinePorts, 'heard'> = {};

let asked: Promise<RunResult> | null = null;
let running: AbortController | null = null;
let forceNext = false;
let heardAt = 0;
/** A connection may have died without a word; on one that lives a cut costs a question, no more. */
const SILENCE_MS = 30_000;

/** Sends what is due; `force` also what is still waiting its time. */
export function kick(force = false): Promise<RunResult> {
  forceNext ||= force;
  asked ??= underLock(() => {
    asked = null;
    const forced = forceNext;
    forceNext = false;
    running = new AbortController();
    heardAt = performance.now();
    return runOutbox(ports(running.signal), { force: forced });
  }).catch((cause: unknown) => {
    // A lock that was refused, as to a page that rests: the next call asks for it anew.
    asked = null;
    throw cause;
  });
  return asked;
}

/** A person asks: what has been silent for long is given up, whatever patience it has left. */
export const urge = (): Promise<RunResult> =>
  performance.now() - heardAt > SILENCE_MS ? restart() : kick(true);

/** Another network: what hangs on the old one is given up, and everything is tried at once. */
export function restart(): Promise<RunResult> {
  running?.abort();
  return kick(true);
}

function ports(signal: AbortSignal): RunnerPorts {
  return {
    send: sender((input, init) => fetch(input, init)),
    now: () => Date.now(),
    clock: () => performance.now(),
    pause: (ms) => new Promise((done) => setTimeout(done, ms)),
    random: () => Math.random(),
    heard: (what, ms) => {
      heardAt = performance.now();
      listener.heard?.(what, ms);
    },
    signal,
  };
}

let last: Promise<unknown> = Promise.resolve();

/** Browsers without Web Locks have no background sync either: one after another in this tab will do. */
async function underLock(work: () => Promise<RunResult>): Promise<RunResult> {
  const locks = navigator.locks as LockManager | null | undefined;
  if (locks) return locks.request(LOCK, work);
  const turn = last.then(work);
  last = turn.catch(() => undefined);
  return turn;
}
