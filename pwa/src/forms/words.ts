import { words } from '../words';
import vi from '../words/vi/forms.json';

/** The words of inputs; what a question asks comes with the procedure. */
export const formWords = words(vi, () => import('../words/en/forms.json'));
