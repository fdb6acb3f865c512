/**
 * The service worker, as a module: it shares the queue's file with the page, so that a phone fetches
 * it once. It sends what waits when the link is back.
 */
import './shell';
import { sendOnSync } from './outbox';
import { receivePush } from './push';
import { receiveShared } from './share';

declare const self: ServiceWorkerGlobalScope;

sendOnSync(self);
receiveShared(self);
receivePush(self);
