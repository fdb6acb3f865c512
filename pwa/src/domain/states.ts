/** States of a dossier (hồ sơ), the two phases before them, and what each looks like. */
export type DossierState =
  | 'draft'
  | 'awaiting_pages'
  | '1'
  | '2'
  | '3'
  | '4'
  | '5'
  | '6'
  | '7'
  | '8'
  | '9'
  | '10';

export type Tone = 'quiet' | 'waiting' | 'going' | 'action' | 'good' | 'bad';

const TONES: Record<DossierState, Tone> = {
  draft: 'quiet',
  awaiting_pages: 'going',
  '1': 'waiting',
  '2': 'going',
  '3': 'bad',
  '4': 'going',
  '5': 'action',
  '6': 'action',
  '7': 'quiet',
  '8': 'waiting',
  '9': 'good',
  '10': 'good',
};

export function isState(value: unknown): value is DossierState {
  return typeof value === 'string' && value in TONES;
}

/** The server writes national states as numbers or as text; the phone keeps text. */
export function readState(value: unknown): DossierState | null {
  const text = typeof value === 'number' ? String(value) : value;
  return isState(text) ? text : null;
}

export function toneOf(state: DossierState): Tone {
  return TONES[state];
}

/** Nothing more will happen to it. */
export function isClosed(state: DossierState): boolean {
  return state === '3' || state === '7' || state === '10';
}

/** The law lets a person stop it only while nothing is decided (TT 03/2025, Điều 7). */
export function mayWithdraw(state: DossierState): boolean {
  return ['awaiting_pages', '1', '2', '4', '5', '6'].includes(state);
}
