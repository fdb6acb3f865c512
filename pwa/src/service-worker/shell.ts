/**
 * Keeps the built app on the phone, so that it opens without a link after the first visit. Files
 * under /assets/ carry their hash in their name and are never fetched twice. A new version waits
 * until no page runs the old one, or until the page asks for it: a page that is open must still
 * find the chunks it was built with.
 */
import { answerFromCache, complete, dropOldCaches, fillCache, lacking } from './precache';

declare const self: ServiceWorkerGlobalScope;

self.addEventListener('install', (event) => {
  event.waitUntil(fillCache());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOldCaches().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const answer = answerFromCache(event.request);
  if (answer) event.respondWith(answer);
});

self.addEventListener('message', (event) => {
  const { source, ports } = event;
  const data = event.data as unknown;
  if (data === 'take-over') event.waitUntil(takeOver(source));
  if (data === 'lacking' || data === 'complete') event.waitUntil(report(data, ports[0]));
});

async function report(asked: string, port: MessagePort | undefined): Promise<void> {
  if (asked === 'complete') await complete();
  port?.postMessage(await lacking());
}

/**
 * Only under the one page that asked: another may have a form open, and its code can neither read the
 * newer database nor find its other chunks once the old files are dropped.
 */
async function takeOver(asking: ExtendableMessageEvent['source']): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (pages.length > 1) asking?.postMessage('others-open');
  else await self.skipWaiting();
}
