/** Keeps the outbox going while a page is open, and asks the browser to go on when it is not. */
import { effect, signal } from '@preact/signals';
import { listener } from '../api/client';
import { askLink, hear, link, measured, online } from '../state/connection';
import { account, isMine, openShelf } from '../state/shelf';
import { holdEntry, takeBack, wakeEntries } from '../storage/outbox';
import { onChange } from '../storage/announcements';
import { readLink } from '../storage/link';
import { kick, listener as queue, restart, SYNC_TAG, urge } from '../sync/queue';
import type { RunResult } from '../sync/runner';
import { refreshDossiers } from './refreshDossiers';
import { restoreSession } from './restore';
import { finishSignOut } from './session/signOut';

/** Something is on its way right now, in this tab. */
export const sendingNow = signal(false);

const LONGEST_MS = 15 * 60_000;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Called once when the app stands: sends what waited, and listens for the link to come back. */
export async function keepSending(): Promise<void> {
  listener.heard = hear;
  queue.heard = hear;
  await openShelf();
  await followLink();
  void restoreSession();
  saveDraftsWithLink();
  void finishSignOut();
  onOtherNetwork(() => {
    void finishSignOut();
    void run(restart);
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible') return;
    void run(() => kick(true));
    if (!online.peek()) void askLink(true);
  });
  let known: string | null = null;
  account.subscribe((now) => {
    // A new token sends what waited for it, though the person may be the same.
    const token = now && `${now.id} ${now.send_token}`;
    if (token && token !== known) void sendAndAsk();
    known = token;
  });
  if (!account.peek()) await run(() => kick(true));
}

/** Drafts go to the commune only over a good link and in somebody's name: what does it is fetched then. */
function saveDraftsWithLink(): void {
  let fetched = false;
  effect(() => {
    if (fetched || link.value !== 'good' || !account.value) return;
    fetched = true;
    import('./saveDraftAway').then(
      ({ keepDraftsSaved }) => keepDraftsSaved(startSending),
      () => {
        fetched = false;
      },
    );
  });
}

/** What is measured while sending, here or in the worker; and whatever gets through wakes the rest. */
async function followLink(): Promise<void> {
  const read = async (): Promise<void> => {
    measured.value = await readLink();
  };
  onChange((stores) => {
    if (stores.includes('link')) void read();
  });
  await read();
  let before = true;
  link.subscribe(() => {
    const now = online.peek();
    if (now && !before) void run(() => kick(true));
    before = now;
  });
}

interface Connection extends EventTarget {
  type?: string;
}

/** Another mast or Wi-Fi. `change` also tells of every new guess at the speed, which is not meant. */
function onOtherNetwork(happened: () => void): void {
  addEventListener('online', happened);
  const { connection } = navigator as { connection?: Connection };
  let before = connection?.type;
  connection?.addEventListener('change', () => {
    const now = connection.type;
    if (now !== before && now !== 'none') happened();
    before = now;
  });
}

/** At opening and after a sign-in: what waited goes, and what is new at the commune comes. */
async function sendAndAsk(): Promise<void> {
  await run(() => kick(true));
  // Of no use without a link, so that it is fetched with one.
  await refreshDossiers(() => import('./session/restoreDrafts').then((m) => m.restoreDrafts(), () => false));
  if (account.peek()?.push) await import('./news/subscribe').then((m) => m.keepSubscribed(), () => undefined);
}

/** Something new lies in the outbox. */
export function startSending(send = (): Promise<RunResult> => kick(true)): void {
  void registerBackgroundSync();
  void run(send);
}

/** "Gửi ngay": also what rests until a person says so. */
export async function sendNow(key: string): Promise<void> {
  await wakeEntries((entry) => entry.key === key, account.peek()?.id ?? null);
  startSending(urge);
}

/** "Gửi tất cả": whatever needs no correction first, held or not. */
export async function sendAll(): Promise<void> {
  await wakeEntries((entry) => entry.parked === null && isMine(entry.account), account.peek()?.id ?? null);
  startSending(urge);
}

/** "Để sau". */
export { holdEntry };

/** Back from the outbox to the draft, so that it can be corrected. */
export const takeBackEntry = takeBack;

async function run(send: () => Promise<RunResult>): Promise<void> {
  sendingNow.value = true;
  let result: RunResult;
  try {
    result = await send();
  } finally {
    sendingNow.value = false;
  }
  clearTimeout(timer);
  if (result.nextAt !== null) {
    // Never longer than the queue itself would wait, wherever the clock has jumped.
    const pause = Math.min(LONGEST_MS, Math.max(1000, result.nextAt - Date.now()));
    timer = setTimeout(() => void run(() => kick()), pause);
  }
  // The receipt says what matters; on a weak link the rest waits until somebody looks.
  if (result.settled.length > 0 && link.peek() !== 'weak') await refreshDossiers();
}

interface SyncRegistration extends ServiceWorkerRegistration {
  sync?: { register(tag: string): Promise<void> };
}

/** Absent in Firefox and Safari, refused in private windows: there the open page does the sending. */
async function registerBackgroundSync(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration: SyncRegistration | undefined =
    await navigator.serviceWorker.getRegistration();
  try {
    await registration?.sync?.register(SYNC_TAG);
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause;
  }
}
