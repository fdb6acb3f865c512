/** Somebody touched a notification while the app was open: the worker asks the page to go there. */
import { go } from './navigation';

export function followNotices(): void {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  workers?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const asked = data as { go?: unknown } | null;
    if (typeof asked?.go === 'string' && asked.go.startsWith('/')) go(asked.go);
  });
}
