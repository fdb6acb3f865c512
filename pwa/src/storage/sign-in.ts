/** Signing in, in the storage: nobody can without a link, so it comes with that. */
import { writing } from './database';
import type { Account } from './schema';

/**
 * Somebody signed in. Drafts and waiting dossiers that belonged to nobody become theirs, so what was
 * kept as "chờ đăng nhập" goes by itself; so does all that was sent unverified under `claimed`.
 */
export const signInAccount = (
  account: Omit<Account, 'current' | 'cursor'>,
  claimed: readonly string[] = [],
): Promise<void> =>
  writing(['accounts', 'drafts', 'outbox', 'dossiers'], async (transaction) => {
    const theirs = new Set<string | null>([null, ...claimed]);
    const accounts = transaction.objectStore('accounts');
    const known = await accounts.get(account.id);
    for (const other of await accounts.getAll()) {
      if (other.current) await accounts.put({ ...other, current: false, push: null });
    }
    await accounts.put({
      ...account,
      send_token: account.send_token ?? known?.send_token ?? null,
      cursor: known?.cursor ?? 0,
      push: known?.push ?? null,
      current: true,
    });
    for (const id of claimed) await accounts.delete(id);
    for (const name of ['drafts', 'dossiers'] as const) {
      const store = transaction.objectStore(name);
      for (const one of await store.getAll()) {
        if (theirs.has(one.account)) await store.put({ ...one, account: account.id });
      }
    }
    const outbox = transaction.objectStore('outbox');
    for (const entry of await outbox.getAll()) {
      if (!theirs.has(entry.account) && entry.account !== account.id) continue;
      // What rests for another reason still does, before the eyes of whose it is now.
      const parked = entry.parked === 'sign_in' ? null : entry.parked;
      await outbox.put({ ...entry, account: account.id, parked, next_at: 0 });
    }
  });
