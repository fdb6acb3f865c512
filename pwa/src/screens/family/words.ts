import { words } from '../../words';
import vi from '../../words/vi/family.json';

export const t = words(vi, () => import('../../words/en/family.json'));
