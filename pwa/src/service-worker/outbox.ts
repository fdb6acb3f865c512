/**
 * Background Sync: the browser wakes the worker when the link is back, even with no page open. It
 * waits while a page sends. A rejected promise asks the browser to wake us again, minutes later and
 * only a few times; so the time that it gives is used, as long as something may still get through.
 */
import { kick, restart, SYNC_TAG } from '../sync/queue';
import type { RunResult } from '../sync/runner';

interface SyncEvent extends ExtendableEvent {
  tag: string;
}

/** Browsers end the event after five minutes. */
const GIVEN_MS = 4 * 60_000;
const LEAST_PAUSE_MS = 5000;

export function sendOnSync(worker: ServiceWorkerGlobalScope): void {
  let sending = false;
  worker.addEventListener('sync', (event) => {
    const sync = event as SyncEvent;
    if (sync.tag !== SYNC_TAG) return;
    sending = true;
    sync.waitUntil(
      sendAll().finally(() => {
        sending = false;
      }),
    );
  });
  // Another network while we wait for an answer over the old one.
  worker.addEventListener('online', () => {
    if (sending) void restart();
  });
}

async function sendAll(): Promise<void> {
  const begun = performance.now();
  for (let result = await kick(true); result.waiting > 0; result = await kick()) {
    const pause = pauseAfter(result);
    if (performance.now() - begun + pause > GIVEN_MS) throw new Error('the outbox is not empty yet');
    await new Promise((done) => setTimeout(done, pause));
  }
}

const pauseAfter = ({ nextAt }: RunResult): number =>
  Math.max(LEAST_PAUSE_MS, (nextAt ?? 0) - Date.now());
