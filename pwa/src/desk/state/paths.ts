/** Addresses of the desk. */
import type { View } from '../api/types';

export const deskPaths = {
  list: (view?: View) => (view ? `/desk?view=${view}` : '/desk'),
  dossier: (id: string) => `/desk/ho-so/${id}`,
  handOff: (id: string) => `/desk/ho-so/${id}/chuyen`,
  convert: (id: string) => `/desk/ho-so/${id}/lap`,
  start: '/desk/moi',
  settings: '/desk/cai-dat',
  procedures: '/desk/thu-tuc',
  procedure: (code: string) => `/desk/thu-tuc/${code}`,
  listing: '/desk/danh-muc',
  calls: '/desk/can-goi',
  news: '/desk/thong-bao',
  recordings: '/desk/ghi-am',
  money: (part?: MoneyPart) => (part ? `/desk/tien?part=${part}` : '/desk/tien'),
} as const;

/** The parts of the page about money. */
export const MONEY_PARTS = ['lines', 'statement', 'refunds', 'day'] as const;
export type MoneyPart = (typeof MONEY_PARTS)[number];

export type Place =
  | { at: 'list' }
  | { at: 'dossier' | 'handOff' | 'convert'; id: string }
  | { at: 'start' }
  | { at: 'money' }
  | { at: 'calls' }
  | { at: 'news' }
  | { at: 'recordings' }
  | { at: 'procedures' }
  | { at: 'procedure'; code: string }
  | { at: 'listing' }
  | { at: 'settings' };

const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const DOSSIER = new RegExp(`^/desk/ho-so/(${ID})(?:/(chuyen|lap))?$`);
const PROCEDURE = /^\/desk\/thu-tuc\/(\d\.\d{6})$/;

export function placeOf(path: string): Place {
  const found = DOSSIER.exec(path);
  if (found?.[1]) {
    const at = found[2] === 'chuyen' ? 'handOff' : found[2] === 'lap' ? 'convert' : 'dossier';
    return { at, id: found[1] };
  }
  if (path === deskPaths.start) return { at: 'start' };
  if (path === deskPaths.money()) return { at: 'money' };
  if (path === deskPaths.calls) return { at: 'calls' };
  if (path === deskPaths.news) return { at: 'news' };
  if (path === deskPaths.recordings) return { at: 'recordings' };
  if (path === deskPaths.procedures) return { at: 'procedures' };
  const code = PROCEDURE.exec(path)?.[1];
  if (code) return { at: 'procedure', code };
  if (path === deskPaths.listing) return { at: 'listing' };
  if (path === deskPaths.settings) return { at: 'settings' };
  return { at: 'list' };
}
