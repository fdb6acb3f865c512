import { words } from '../../words';
import vi from '../../words/vi/sign-in.json';

export const t = words(vi, () => import('../../words/en/sign-in.json'));
