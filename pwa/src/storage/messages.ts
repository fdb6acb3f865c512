/** Messages of the commune. A push is on the disk, with the state that it tells, before it is shown. */
import type { DossierRecord } from '../domain/dossier';
import { later, type Message } from '../domain/message';
import { readState } from '../domain/states';
import { writing } from './database';

export interface Kept {
  /** The newest that is known of this dossier. */
  newest: Message;
  /** Whether its person is the one who is signed in here. */
  theirs: boolean;
}

/** Null: nobody of that name ever signed in on this phone, so nothing is kept. */
export const keepPush = (message: Message): Promise<Kept | null> =>
  writing(['messages', 'dossiers', 'accounts'], async (transaction) => {
    const person = await transaction.objectStore('accounts').get(message.account);
    if (!person) return null;
    const messages = transaction.objectStore('messages');
    let newest = message;
    for (const other of await messages.getAll()) {
      if (message.dossier && other.dossier === message.dossier && other.account === message.account) {
        newest = later(newest, other);
      }
    }
    if (!(await messages.get(message.id))) await messages.put(message);
    if (message.dossier && newest === message) {
      const dossiers = transaction.objectStore('dossiers');
      const known = await dossiers.get(message.dossier);
      const next = known?.account === message.account && toldBy(known, message);
      if (next) await dossiers.put(next);
    }
    return { newest, theirs: person.current || person.unverified === true };
  });

/** What is known with the told state; null where the phone knows something newer already. */
export function toldBy(known: DossierRecord, { at, state, slip, code, body }: Message): DossierRecord | null {
  const moment = Date.parse(at);
  const told = readState(state);
  if (!told || !(moment > known.updated_at)) return null;
  const news = { state: told, next: body, updated_at: at, ...(slip && { slip }), ...(code && { code }) };
  return {
    ...known,
    receipt: known.receipt && { ...known.receipt, state: told },
    summary: known.summary && { ...known.summary, ...news },
    detail: known.detail && { ...known.detail, ...news },
    // The push stands in what was kept under the ETag: it has to come whole again.
    ...{ etag: null, stale: true },
    updated_at: moment,
  };
}
