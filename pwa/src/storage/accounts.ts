/** People who signed in on this phone. Signing out keeps the send-only token (design: the queue). */
import { reading, writing } from './database';
import type { OutboxEntry } from '../domain/outbox';
import type { Account } from './schema';

export const allAccounts = (): Promise<Account[]> => reading((open) => open.getAll('accounts'));

export const currentAccount = async (): Promise<Account | null> =>
  (await allAccounts()).find((account) => account.current) ?? null;

/**
 * What waits for a sign-in goes without one, in this person's name (a new one, or one of an earlier
 * "gửi không cần đăng nhập"). The draft follows, so that a correction goes in the same name.
 */
export const sendAs = (account: Account, { dossier, account: before }: Pick<OutboxEntry, 'dossier' | 'account'>): Promise<void> =>
  writing(['accounts', 'drafts', 'outbox'], async (transaction) => {
    await transaction.objectStore('accounts').put(account);
    const outbox = transaction.objectStore('outbox');
    for (const entry of await outbox.getAll()) {
      if (entry.account !== before || entry.dossier !== dossier) continue;
      await outbox.put({ ...entry, account: account.id, parked: null, said: null, next_at: 0 });
    }
    const drafts = transaction.objectStore('drafts');
    const draft = await drafts.get(dossier);
    if (draft?.account === before) await drafts.put({ ...draft, account: account.id });
  });

export const signOutAccounts = (): Promise<void> =>
  writing(['accounts'], async (transaction) => {
    const store = transaction.objectStore('accounts');
    for (const account of await store.getAll()) {
      if (account.current) await store.put({ ...account, current: false, push: null });
    }
  });

/**
 * The token was refused: it is of no more use, and its entries wait for a sign-in. That of somebody never signed
 * in stays: only its share may be used up, and by it one claims at the sign-in what was sent.
 */
export const forgetToken = (id: string): Promise<void> =>
  writing(['accounts'], async (transaction) => {
    const store = transaction.objectStore('accounts');
    const account = await store.get(id);
    if (account && !account.unverified) await store.put({ ...account, send_token: null });
  });

export const setCursor = (id: string, cursor: number): Promise<void> =>
  writing(['accounts'], async (transaction) => {
    const store = transaction.objectStore('accounts');
    const account = await store.get(id);
    if (account) await store.put({ ...account, cursor });
  });
