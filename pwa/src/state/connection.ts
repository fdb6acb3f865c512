import { signal } from '@preact/signals';

/** What the browser believes about the link; a captive portal still counts as online. */
export const online = signal(navigator.onLine);

addEventListener('online', () => (online.value = true));
addEventListener('offline', () => (online.value = false));
