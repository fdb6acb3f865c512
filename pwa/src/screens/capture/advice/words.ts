import vi from '../../../words/vi/advice.json';
import { words } from '../../../words';

/** What is wrong with a picture (`blurred`) and what to do about it (`blurred_do`). */
export const advice = words(vi, () => import('../../../words/en/advice.json'));
