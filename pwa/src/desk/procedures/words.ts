import { words } from '../../words';
import vi from '../../words/vi/desk-procedures.json';

/** The list of procedures, the editor, what is another, the history. */
export const tq = words(vi, () => import('../../words/en/desk-procedures.json'));

export type ProcedureKey = keyof typeof vi;

/** The word for something that is named by a code; null where there is none. */
export function wordOf(family: string, code: string): string | null {
  const key = `${family}.${code}`;
  return key in vi ? tq(key as ProcedureKey) : null;
}
