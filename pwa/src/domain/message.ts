/**
 * A message of the commune (tin báo) as it lies on the phone, whether it came by push or with the inbox.
 * A later `seq` of the same dossier says more than an earlier one, in whatever order they arrive.
 */
import { readState } from './states';

export interface Message {
  id: string;
  /** Whose it is. */
  account: string;
  kind: string;
  dossier: string | null;
  seq: number;
  slip: string;
  code: string;
  state: string;
  title: string;
  body: string;
  next: string;
  tel: string;
  /** When it was written, by the commune's clock. */
  at: string;
  read: boolean;
  /** Of a push in another language than Vietnamese. */
  lang?: string;
  /** Of a push: "discreet" where the lock screen must not say what it is about. */
  level?: string;
  /** Of a push that asks for papers: which, as it came. */
  ask?: unknown;
}

/** What a push carries, or null when it is none of ours: others may own the way it came. */
export function readPush(data: unknown): Message | null {
  const told = data as Record<string, unknown> | null;
  if (typeof told !== 'object' || told?.v !== 1) return null;
  const text = (name: string): string => (typeof told[name] === 'string' ? told[name] : '');
  if (!text('id') || !text('who') || !text('title')) return null;
  return {
    id: text('id'),
    account: text('who'),
    kind: text('kind'),
    dossier: text('dossier') || null,
    seq: typeof told.seq === 'number' ? told.seq : 0,
    slip: text('slip'),
    code: text('code'),
    state: readState(text('state')) ?? '',
    title: text('title'),
    body: text('body'),
    next: text('next'),
    tel: text('tel'),
    at: text('at'),
    read: false,
    lang: text('lang'),
    level: text('level'),
    ask: told.ask,
  };
}

/** The one of both that says more; of the same moment the first. */
export const later = (one: Message, other: Message | undefined): Message =>
  other && other.seq > one.seq ? other : one;

export type Act = 'photo' | 'call' | 'open';

/**
 * What the person may do at once, the most pressing first: browsers show two or three. On a shared phone
 * no button gives away that papers are missing.
 */
export function actsOf({ kind, dossier, tel, level }: Message): Act[] {
  const asks = ['supplement_asked', 'supplement_closing'].includes(kind) && level !== 'discreet';
  return [
    ...(asks && dossier ? ['photo' as const] : []),
    ...(tel ? ['call' as const] : []),
    'open',
  ];
}

/** Where an act leads in the app. */
export function wayTo({ dossier }: Pick<Message, 'dossier'>, act: string): string {
  if (!dossier) return '/tin-bao';
  if (act === 'call') return `/ho-so/${dossier}?goi=1`;
  return act === 'photo' ? `/ho-so/${dossier}?chup=1` : `/ho-so/${dossier}`;
}
