/** What can wait until the first screen stands: the service worker, so that the app lives offline. */
export function afterStart(): void {
  if (import.meta.env.PROD && 'serviceWorker' in navigator) {
    navigator.serviceWorker.register('/sw.js').catch(() => {
      // Without a worker the app still works with a link; there is nothing the person could do.
    });
  }
}
