/** How a person wants to be told: subjects, announcements, language, and on which phones. */
import { type Answer, call, get } from '../../api/client';
import { newId } from '../../domain/ids';
import { changeDossiers } from '../../storage/dossiers';
import { type Fault, faultOf } from '../session/outcome';
import { forgetHelped } from './helped';

export interface Wishes {
  language: 'vi' | 'en';
  muted: string[];
  choosable: string[];
  announcements: boolean;
  hamlet: string | null;
  stopped: boolean;
}

export interface Browser {
  id: string;
  /** What the phone calls itself; empty where nobody knows. */
  name: string;
  since: string;
  detail: 'private' | 'discreet';
  here: boolean;
}

export interface Hamlet {
  id: string;
  agency: string;
  name: string;
}

export type Got<T> = { got: T } | { fault: Fault };

const gotOf = <T>(answer: Answer<T>): Got<T> =>
  answer.kind === 'ok' ? { got: answer.body } : { fault: answer.kind === 'not_modified' ? { kind: 'strange' } : faultOf(answer) };

export const readWishes = async (): Promise<Got<Wishes>> => gotOf(await get<Wishes>('/api/messages/preferences'));

export const changeWishes = async (wishes: Partial<Wishes>): Promise<Got<Wishes>> =>
  gotOf(await call<Wishes>('PUT', '/api/messages/preferences', { json: wishes }));

export const readBrowsers = async (): Promise<Got<Browser[]>> => {
  const got = gotOf(await get<{ items: Browser[] }>('/api/notifications/subscriptions'));
  return 'got' in got ? { got: got.got.items } : got;
};

export const endBrowser = async (id: string): Promise<Fault | null> => {
  const answer = await call('DELETE', `/api/notifications/subscriptions/${id}`);
  return answer.kind === 'ok' || answer.kind === 'not_modified' ? null : faultOf(answer);
};

/** The consent that whoever helped may see a dossier. */
export const SHARES = 'share_volunteer';
const withoutIt = (consents: readonly string[] = []): string[] => consents.filter((one) => one !== SHARES);

/**
 * Whoever helped with this dossier may not know of it any more. The same again changes nothing. The phone
 * notes it by itself: where it belongs to whoever helped, the commune tells it nothing of the dossier any more.
 */
export const endSharing = async (dossier: string): Promise<Fault | null> => {
  const answer = await call('PUT', `/api/commands/${newId()}`, { json: { kind: 'end_sharing', dossier } });
  if (answer.kind !== 'ok' && answer.kind !== 'not_modified') return faultOf(answer);
  await changeDossiers([dossier], (record) =>
    record
      ? {
          ...record,
          sent: record.sent && { ...record.sent, consents: withoutIt(record.sent.consents) },
          detail: record.detail && { ...record.detail, consents: withoutIt(record.detail.consents) },
        }
      : null,
  );
  await forgetHelped(dossier);
  return null;
};

export const readHamlets = async (): Promise<Got<Hamlet[]>> => gotOf(await get<Hamlet[]>('/api/hamlets'));
