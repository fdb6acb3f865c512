import { words } from '../../words';
import vi from '../../words/vi/card.json';

export const t = words(vi, () => import('../../words/en/card.json'));
