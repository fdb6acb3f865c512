import './badge.css';
import type { DossierState } from '../domain/states';
import { words } from '../words';
import vi from '../words/vi/states.json';
import { type Icon, IconClock, IconDone, IconHand, IconMoney, IconMoving, IconOut, IconPen, IconPerson, IconSend, IconStop } from './icons';

const t = words(vi, () => import('../words/en/states.json'));

/** The server's states, and what only this phone knows of a dossier not yet sent. */
export type ShownState = DossierState | 'queued' | 'held' | 'sending' | 'sign_in' | 'parked';

type Tone = 'quiet' | 'waiting' | 'going' | 'action' | 'good' | 'bad';

const LOOKS: Record<ShownState, readonly [Tone, Icon]> = {
  draft: ['quiet', IconPen],
  queued: ['waiting', IconClock],
  held: ['quiet', IconHand],
  sending: ['going', IconSend],
  sign_in: ['action', IconPerson],
  parked: ['action', IconHand],
  awaiting_pages: ['going', IconSend],
  '1': ['waiting', IconClock],
  '2': ['going', IconMoving],
  '3': ['bad', IconStop],
  '4': ['going', IconMoving],
  '5': ['action', IconHand],
  '6': ['action', IconMoney],
  '7': ['quiet', IconOut],
  '8': ['waiting', IconClock],
  '9': ['good', IconDone],
  '10': ['good', IconDone],
};

interface StateBadgeProps {
  state: ShownState;
  /** Other words for it, as officers say. */
  label?: string;
}

/** A state never speaks by colour alone: an icon and a word go with it. */
export function StateBadge({ state, label }: StateBadgeProps) {
  const [tone, Sign] = LOOKS[state];
  return (
    <span class={`badge badge--${tone}`}>
      <Sign />
      {label ?? t(state)}
    </span>
  );
}

export function stateName(state: ShownState): string {
  return t(state);
}
