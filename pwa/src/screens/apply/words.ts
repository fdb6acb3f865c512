import { words } from '../../words';
import vi from '../../words/vi/apply.json';

export const t = words(vi, () => import('../../words/en/apply.json'));
