import { words } from '../../words';
import vi from '../../words/vi/home.json';

export const t = words(vi, () => import('../../words/en/home.json'));
