/**
 * Letting the commune call this phone. Only a person's own tap begins it; afterwards the phone looks at
 * each opening whether it still stands, because browsers drop subscriptions and we change our key.
 */
import { call, get } from '../../api/client';
import { account } from '../../state/shelf';
import { setPush } from '../../storage/news/messages';

/** `off`: the browser's push service gave none, as where there is no link to it. */
export type Subscribed = 'on' | 'denied' | 'unsupported' | 'no_link' | 'off';

interface PublicKey {
  key_id: string;
  key: string;
}

/** A browser without a way to its push service does not say so: it says nothing. */
const PATIENCE_MS = 20_000;
const AGAIN_MS = 7 * 24 * 60 * 60 * 1000;

const canBeCalled = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis;

/** Why this browser cannot be asked; Apple's phones take messages only in an app on the home screen. */
export function hindrance(): 'ios' | 'unsupported' | 'denied' | null {
  if (canBeCalled()) return Notification.permission === 'denied' ? 'denied' : null;
  const { userAgent, maxTouchPoints } = navigator;
  return /iPhone|iPad/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1) ? 'ios' : 'unsupported';
}

export async function subscribe(detail: 'private' | 'discreet' | null = null): Promise<Subscribed> {
  if (!canBeCalled()) return 'unsupported';
  const permission = await Notification.requestPermission();
  if (permission === 'denied') return 'denied';
  return permission === 'granted' ? renew(detail) : 'off';
}

export async function unsubscribe(): Promise<boolean> {
  const person = account.peek();
  const answer = await call('DELETE', '/api/notifications/subscriptions');
  if (answer.kind !== 'ok') return false;
  const there = await (await registration())?.pushManager.getSubscription();
  await there?.unsubscribe();
  if (person) await setPush(person.id, null);
  return true;
}

/** At each opening, where this person wants to be called: only what is missing or old costs a request. */
export async function keepSubscribed(): Promise<void> {
  const known = account.peek()?.push;
  if (!known || !canBeCalled() || Notification.permission !== 'granted') return;
  const there = await (await registration())?.pushManager.getSubscription();
  const fresh = Math.abs(Date.now() - known.at) < AGAIN_MS;
  if (there?.endpoint !== known.endpoint || !fresh) await renew(null);
}

async function renew(detail: 'private' | 'discreet' | null): Promise<Subscribed> {
  const person = account.peek();
  const manager = (await registration())?.pushManager;
  if (!person || !manager) return 'unsupported';
  const asked = await get<PublicKey>('/api/notifications/key');
  if (asked.kind !== 'ok') return 'no_link';
  const { key_id, key } = asked.body;
  const made = await subscribed(manager, key);
  if (!made) return 'off';
  const { endpoint, keys } = made.toJSON();
  const answer = await call('POST', '/api/notifications/subscriptions', {
    json: { endpoint, keys, key_id, ...(detail && { detail }) },
  });
  if (answer.kind !== 'ok') return answer.kind === 'problem' ? 'off' : 'no_link';
  await setPush(person.id, { endpoint: made.endpoint, key_id, at: Date.now() });
  return 'on';
}

async function subscribed(manager: PushManager, key: string): Promise<PushSubscription | null> {
  const options = { userVisibleOnly: true, applicationServerKey: bytesOf(key) };
  try {
    return await withPatience(manager.subscribe(options));
  } catch (cause) {
    // Under another key than the one it has, the browser makes none until the old one is gone.
    if (!(cause instanceof DOMException) || cause.name !== 'InvalidStateError') return null;
    await (await manager.getSubscription())?.unsubscribe();
    return withPatience(manager.subscribe(options)).catch(() => null);
  }
}

const withPatience = <T>(work: Promise<T>): Promise<T | null> =>
  Promise.race([work, new Promise<null>((done) => setTimeout(done, PATIENCE_MS, null))]);

const registration = async (): Promise<ServiceWorkerRegistration | undefined> =>
  navigator.serviceWorker.getRegistration();

/** From base64url without padding. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const raw = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(raw, (letter) => letter.charCodeAt(0));
}
