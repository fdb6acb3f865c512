/**
 * Background Sync: the browser wakes the worker when the link is back, even with no page open. A
 * rejected promise asks it to try again later; it gives up after a few times, and then the next
 * opening of the app sends the rest.
 */
import { kick, SYNC_TAG } from '../sync/queue';

interface SyncEvent extends ExtendableEvent {
  tag: string;
}

export function sendOnSync(worker: ServiceWorkerGlobalScope): void {
  worker.addEventListener('sync', (event) => {
    const sync = event as SyncEvent;
    if (sync.tag === SYNC_TAG) sync.waitUntil(sendAll());
  });
}

async function sendAll(): Promise<void> {
  const { waiting } = await kick(true);
  if (waiting > 0) throw new Error('the outbox is not empty yet');
}
