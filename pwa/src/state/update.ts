/**
 * A new version of the app. It is kept beside the old one and takes over when the person agrees, or
 * when the app is opened afresh on the home page: never under a form that is being filled.
 */
import { signal } from '@preact/signals';

/** A version is waiting; null when there is none. */
export const waitingVersion = signal<ServiceWorker | null>(null);

/** It cannot take over while the app is open in another tab, too. */
export const othersOpen = signal(false);

let reloadWanted = false;

/** Resolves when the worker's files are here (at once on later visits), or when there is none. */
export async function registerWorker(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (reloadWanted) location.reload();
  });
  navigator.serviceWorker.addEventListener('message', ({ data }) => {
    othersOpen.value ||= data === 'others-open';
  });
  await navigator.serviceWorker
    .register('/sw.js', { type: 'module' })
    .catch(() => navigator.serviceWorker.register('/sw-plain.js'))
    .then(watch, () => {
      // Without a worker the app still works with a link; there is nothing the person could do.
    });
}

/** The waiting version takes over and the page is loaded again with it. */
export function applyUpdate(): void {
  reloadWanted = true;
  othersOpen.value = false;
  waitingVersion.peek()?.postMessage('take-over');
}

function watch(registration: ServiceWorkerRegistration): void {
  if (registration.waiting && navigator.serviceWorker.controller) {
    waitingVersion.value = registration.waiting;
    if (location.pathname === '/') applyUpdate();
  }
  registration.addEventListener('updatefound', () => {
    const fresh = registration.installing;
    fresh?.addEventListener('statechange', () => {
      const replaces = navigator.serviceWorker.controller !== null;
      if (fresh.state === 'installed' && replaces) waitingVersion.value = fresh;
    });
  });
}
