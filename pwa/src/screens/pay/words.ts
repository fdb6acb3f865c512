import { words } from '../../words';
import vi from '../../words/vi/pay.json';

export const t = words(vi, () => import('../../words/en/pay.json'));
