import vi from './vi/common.json';
import { words } from './index';

/** Words that every screen shares: the frame, the navigation, the plain verbs. */
export const common = words(vi, () => import('./en/common.json'));
