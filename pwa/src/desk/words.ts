import { words } from '../words';
import vi from '../words/vi/desk.json';
import viActs from '../words/vi/desk-acts.json';
import viDossier from '../words/vi/desk-dossier.json';
import viSettings from '../words/vi/desk-settings.json';
import viStart from '../words/vi/desk-start.json';

/** The frame, the sign-in and the worklist. */
export const t = words(vi, () => import('../words/en/desk.json'));
/** An open dossier and its pages. */
export const td = words(viDossier, () => import('../words/en/desk-dossier.json'));
/** Acts, their forms and their way to the server. */
export const ta = words(viActs, () => import('../words/en/desk-acts.json'));
/** Starting a dossier at the desk. */
export const ts = words(viStart, () => import('../words/en/desk-start.json'));
export const tset = words(viSettings, () => import('../words/en/desk-settings.json'));

export type DeskKey = keyof typeof vi;
export type ActKey = keyof typeof viActs;
export type DossierKey = keyof typeof viDossier;
