import { words } from '../../../words';
import vi from '../../../words/vi/aloud.json';

export const t = words(vi, () => import('../../../words/en/aloud.json'));
