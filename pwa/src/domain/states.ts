/** States of a dossier (hồ sơ), and the two phases before them. */
const STATES = ['draft', 'awaiting_pages', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10'] as const;

export type DossierState = (typeof STATES)[number];

export const isState = (value: unknown): value is DossierState => STATES.some((state) => state === value);

/** The server writes national states as numbers or as text; the phone keeps text. */
export function readState(value: unknown): DossierState | null {
  const text = typeof value === 'number' ? String(value) : value;
  return isState(text) ? text : null;
}

/** The law lets a person stop it only while nothing is decided (TT 03/2025, Điều 7). */
export function mayWithdraw(state: DossierState): boolean {
  return ['awaiting_pages', '1', '2', '4', '5', '6'].includes(state);
}
