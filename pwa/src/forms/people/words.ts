import { words } from '../../words';
import vi from '../../words/vi/people.json';

export const t = words(vi, () => import('../../words/en/people.json'));
