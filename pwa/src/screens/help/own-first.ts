import type { Agency } from '../../state/places';

/** The communes that have this person's dossiers stand first: the first button is the one pressed. */
export function ownFirst(list: readonly Agency[], own: ReadonlySet<string>): readonly Agency[] {
  return [...list].sort((one, other) => Number(own.has(other.code)) - Number(own.has(one.code)));
}
