import { words } from '../../words';
import vi from '../../words/vi/desk-pay.json';

/** Money: in an open dossier, on its own page, and in the settings. */
export const tp = words(vi, () => import('../../words/en/desk-pay.json'));

export type PayKey = keyof typeof vi;

/** The word for something that the server names by a code; the code itself where there is none. */
export function wordFor(family: string, code: string): string {
  const key = `${family}.${code}`;
  return key in vi ? tp(key as PayKey) : code;
}
