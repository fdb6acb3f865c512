/**
 * Tells every tab and the service worker which store changed. A channel does not speak to itself,
 * so listeners of this context are called directly.
 */
export type StoreName = 'drafts' | 'outbox' | 'pages' | 'dossiers' | 'catalogue' | 'accounts' | 'link' | 'people' | 'keys' | 'messages';

type Listener = (stores: readonly StoreName[]) => void;

const listeners = new Set<Listener>();
let channel: BroadcastChannel | null = null;

function openChannel(): BroadcastChannel | null {
  if (channel || typeof BroadcastChannel === 'undefined') return channel;
  channel = new BroadcastChannel('motcua-storage');
  channel.onmessage = ({ data }: MessageEvent<StoreName[]>) => {
    for (const listener of listeners) listener(data);
  };
  return channel;
}

export function announce(...stores: StoreName[]): void {
  openChannel()?.postMessage(stores);
  for (const listener of listeners) listener(stores);
}

/** Returns the way to stop listening. */
export function onChange(listener: Listener): () => void {
  openChannel();
  listeners.add(listener);
  return () => listeners.delete(listener);
}
