/** Addresses of the desk. */
import type { View } from '../api/types';

export const deskPaths = {
  list: (view?: View) => (view ? `/desk?view=${view}` : '/desk'),
  dossier: (id: string) => `/desk/ho-so/${id}`,
  handOff: (id: string) => `/desk/ho-so/${id}/chuyen`,
  convert: (id: string) => `/desk/ho-so/${id}/lap`,
  start: '/desk/moi',
  settings: '/desk/cai-dat',
} as const;

export type Place =
  | { at: 'list' }
  | { at: 'dossier' | 'handOff' | 'convert'; id: string }
  | { at: 'start' }
  | { at: 'settings' };

const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const DOSSIER = new RegExp(`^/desk/ho-so/(${ID})(?:/(chuyen|lap))?$`);

export function placeOf(path: string): Place {
  const found = DOSSIER.exec(path);
  if (found?.[1]) {
    const at = found[2] === 'chuyen' ? 'handOff' : found[2] === 'lap' ? 'convert' : 'dossier';
    return { at, id: found[1] };
  }
  if (path === deskPaths.start) return { at: 'start' };
  if (path === deskPaths.settings) return { at: 'settings' };
  return { at: 'list' };
}
