/**
 * A browser that lacks room may throw everything away that a page kept, and a new phone has nothing:
 * then the server gives back what it holds. The cookie outlives the storage.
 */
import { postSendToken } from '../api/session';
import { getCatalogue, putCatalogue, SESSION_KEY } from '../storage/catalogue';
import { allAccounts } from '../storage/accounts';
import { accountOf } from './session/account';

/**
 * Asked once on every new storage; until there was an answer, at every opening. A phone that knows
 * anybody was not evicted: whoever signed out without a link must not come back by the cookie.
 */
export async function restoreSession(): Promise<void> {
  if ((await allAccounts())[0] || (await getCatalogue(SESSION_KEY))) return;
  const answer = await postSendToken();
  if (answer.kind !== 'ok') return;
  if (answer.body) {
    // Where that cannot be fetched, the session is asked for another time.
    const storage = await import('../storage/sign-in').catch(() => null);
    if (!storage) return;
    await storage.signInAccount(accountOf(answer.body));
  }
  await putCatalogue({ key: SESSION_KEY, etag: null, data: null, at: Date.now() });
}
