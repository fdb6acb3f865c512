/** All messages of the commune: fetched when there is a link, kept, and marked as read on every phone. */
import { get } from '../../api/client';
import type { Message } from '../../domain/message';
import { startSending } from '../sending';
import { askAfterHelped } from './helped';
import { account } from '../../state/shelf';
import { readLetters } from '../../state/news';
import { keepInbox, markRead } from '../../storage/news/messages';
import { report } from '../../sync/reports';

export { forgetHelped } from './helped';

interface Told extends Partial<Record<'slip' | 'code' | 'state' | 'tel' | 'dossier' | 'read_at', string | null>> {
  id: string;
  kind: string;
  seq: number;
  title: string;
  body: string;
  next: string;
  at: string;
}

interface Inbox {
  items: Told[];
  more: boolean;
}

export interface Loaded {
  offline?: boolean;
  /** The oldest of the page, where older ones follow: what the phone kept by itself may lie beyond it. */
  before?: string | undefined;
}

/** The newest page, or the one after `before`. */
export async function loadInbox(before?: string): Promise<Loaded> {
  const person = account.peek();
  if (!person) return {};
  const answer = await get<Inbox>(`/api/messages${before ? `?before=${before}` : ''}`);
  if (answer.kind === 'problem' && answer.status === 401) return {};
  if (answer.kind !== 'ok') return { offline: true, before };
  const { items, more } = answer.body;
  await keepInbox(items.map((told) => messageOf(told, person.id)));
  if (!before) void askAfterHelped().catch(() => undefined);
  return { before: more ? items.at(-1)?.id : undefined };
}

/** What the person has before their eyes: read here at once, and elsewhere when the link allows. */
export async function readAll(messages: readonly Message[]): Promise<void> {
  const person = account.peek();
  const ids = messages.filter(({ read }) => !read).map(({ id }) => id);
  if (!person || ids.length === 0) return;
  await markRead(ids);
  await report('read', person.id, ids);
  await readLetters();
  startSending();
}

function messageOf(told: Told, account: string): Message {
  const { id, kind, seq, title, body, next, at } = told;
  return {
    ...{ id, account, kind, seq, title, body, next, at },
    dossier: told.dossier ?? null,
    slip: told.slip ?? '',
    code: told.code ?? '',
    state: told.state ?? '',
    tel: told.tel ?? '',
    read: Boolean(told.read_at),
  };
}
