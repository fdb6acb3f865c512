import { words } from '../../words';
import vi from '../../words/vi/desk-messages.json';

/** Messages: in an open dossier, whom to call, announcements, hamlets. */
export const tm = words(vi, () => import('../../words/en/desk-messages.json'));

type MessageKey = keyof typeof vi;

/** The word for something that the server names by a code; the code itself where there is none. */
export function wordFor(family: string, code: string): string {
  const key = `${family}.${code}`;
  return key in vi ? tm(key as MessageKey) : code;
}
