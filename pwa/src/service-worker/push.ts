/**
 * Messages that arrive by push. What they say is written down before it is shown, so that the app opens
 * with it without a link. Every push shows a notification: of the newest state that is known of its
 * dossier, never of an older one. Nothing of a person is shown who is not signed in here any more.
 */
import { type Act, actsOf, type Message, readPush, wayTo } from '../domain/message';
import { keepPush } from '../storage/messages';
import { kick } from '../sync/queue';
import { type Report, report } from '../sync/reports';

interface Notice extends NotificationOptions {
  renotify?: boolean;
  timestamp?: number;
  actions?: { action: Act; title: string }[];
}

/** What lies in a notification until somebody touches it. */
type Told = Pick<Message, 'id' | 'account' | 'dossier'>;

const ACTS: Record<Act, string> = { photo: 'Chụp ảnh ngay', call: 'Gọi xã', open: 'Mở' };
const ENGLISH: Record<Act, string> = { photo: 'Take photo', call: 'Call', open: 'Open' };
const PLAIN = 'Một Cửa: có tin mới';
const PLAIN_TEXT = 'Mở ứng dụng để xem.';
const ICON = '/icons/icon-192.png';

export function receivePush(worker: ServiceWorkerGlobalScope): void {
  worker.addEventListener('push', (event) => event.waitUntil(receive(worker, event.data)));
  worker.addEventListener('notificationclick', (event) => {
    event.notification.close();
    event.waitUntil(opened(worker, event.notification.data as Told | null, event.action));
  });
}

async function receive(worker: ServiceWorkerGlobalScope, data: PushMessageData | null): Promise<void> {
  const message = readPush(parsed(data));
  const { newest, theirs } = await keep(message);
  if (newest && theirs) await show(worker, newest, newest === message);
  else await worker.registration.showNotification(PLAIN, { body: PLAIN_TEXT, icon: ICON, tag: 'tin' });
  if (message && newest && theirs) await tell('displayed', message);
}

/** Who cannot write it down cannot know either whether its person is here: it is shown plainly. */
async function keep(message: Message | null): Promise<{ newest: Message | null; theirs: boolean }> {
  if (!message) return { newest: null, theirs: false };
  try {
    return (await keepPush(message)) ?? { newest: null, theirs: false };
  } catch {
    return { newest: message, theirs: false };
  }
}

function show(worker: ServiceWorkerGlobalScope, message: Message, isNew: boolean): Promise<void> {
  const { id, account, dossier, at, lang } = message;
  const notice: Notice = {
    body: [message.body, message.next].filter(Boolean).join('\n'),
    icon: ICON,
    tag: dossier ?? id,
    renotify: isNew,
    silent: !isNew,
    timestamp: Date.parse(at) || Date.now(),
    data: { id, account, dossier } satisfies Told,
    actions: actsOf(message).map((action) => ({ action, title: (lang ? ENGLISH : ACTS)[action] })),
    lang: lang || 'vi',
  };
  return worker.registration.showNotification(message.title, notice);
}

async function opened(worker: ServiceWorkerGlobalScope, told: Told | null, act: string): Promise<void> {
  const way = wayTo(told ?? { dossier: null }, act);
  const pages = await worker.clients.matchAll({ type: 'window' });
  const page = pages[0];
  if (page) {
    // The page goes there itself: a form that is open is not loaded away under somebody's hands.
    page.postMessage({ go: way });
    await page.focus();
  } else await worker.clients.openWindow(way);
  if (told) await tell('opened', told);
}

/** Without a link it waits in the outbox; a phone whose storage is full tells another time. */
async function tell(what: Report, { id, account }: Told): Promise<void> {
  try {
    await report(what, account, [id]);
    await kick();
  } catch {
    // The person has seen it, and that matters more than that we hear of it.
  }
}

function parsed(data: PushMessageData | null): unknown {
  try {
    return data?.json() as unknown;
  } catch {
    return null;
  }
}
