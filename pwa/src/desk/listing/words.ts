import { words } from '../../words';
import vi from '../../words/vi/desk-listing.json';

/** The commune's whole list: its file, what it would do, what is wrong with it. */
export const tl = words(vi, () => import('../../words/en/desk-listing.json'));
