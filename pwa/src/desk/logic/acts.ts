/** In which order the acts stand below a dossier. */
import type { Action, DeskDossier } from '../api/types';

/** They end a dossier or hold it up. */
export const DANGER: readonly Action[] = ['refuse', 'stop', 'close'];
/** They lead on; asking for papers or money is the detour. */
const ON: readonly Action[] = ['accept', 'start', 'finish', 'confirm_payment', 'resume', 'hand_over'];

/** The usual way on first, what ends a dossier last, away from it. */
export function inOrder(actions: readonly Action[]): Action[] {
  const rank = (action: Action): number => (ON.includes(action) ? 0 : DANGER.includes(action) ? 2 : 1);
  return [...actions].sort((one, other) => rank(one) - rank(other));
}

/** What may be done now: the steps of its state, and what is none: a new date, the end of a consent. */
export const actsOf = ({ actions, may_apologise, consents }: Pick<DeskDossier, 'actions' | 'may_apologise' | 'consents'>): Action[] => [
  ...actions,
  ...(may_apologise ? (['apologise'] as const) : []),
  ...(consents?.includes('share_volunteer') ? (['end_sharing'] as const) : []),
];
