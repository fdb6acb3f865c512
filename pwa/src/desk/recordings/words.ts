import { words } from '../../words';
import vi from '../../words/vi/desk-recordings.json';

/** Recording what procedures say, for residents who would rather hear it. */
export const tr = words(vi, () => import('../../words/en/desk-recordings.json'));
