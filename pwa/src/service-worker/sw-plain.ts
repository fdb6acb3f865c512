/**
 * The service worker for browsers that know no modules in it (Firefox before 147). None of those
 * wakes a worker to send either: it keeps the app and shows what arrives by push. Built alone, so that
 * nothing of it weighs on other browsers.
 */
import './shell';
import { receivePush } from './push';

declare const self: ServiceWorkerGlobalScope;

receivePush(self);
