import { words } from '../../words';
import vi from '../../words/vi/procedure.json';

export const t = words(vi, () => import('../../words/en/procedure.json'));
