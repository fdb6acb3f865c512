import { words } from '../../words';
import vi from '../../words/vi/dossier.json';

export const t = words(vi, () => import('../../words/en/dossier.json'));
