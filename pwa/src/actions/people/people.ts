/** The people remembered on this phone for one account. */
import { allPeople, decideToRemember, forgetPerson, mayRemember, type Remembered } from '../../storage/people';

export interface Listed extends Remembered {
  /** null: never asked. */
  allowed: boolean | null;
}

/** A browser that keeps nothing has nobody. */
export async function list(account: string): Promise<Listed> {
  try {
    return { ...(await allPeople(account)), allowed: await mayRemember(account) };
  } catch {
    return { people: [], lost: 0, allowed: null };
  }
}

export const forget = forgetPerson;
export const allow = (account: string, words: string): Promise<void> => decideToRemember(account, true, words, Date.now());
export const stop = (account: string, words: string): Promise<void> => decideToRemember(account, false, words, Date.now());
