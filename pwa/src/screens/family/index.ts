/** What comes with the chunk `family`, on the first touch of a set or of the three questions. */
export { AskScreen } from '../ask/AskScreen';
export { FamilyScreen } from './FamilyScreen';
export { Kin } from './Kin';
export { Sets } from './Sets';
export { Twice } from './Twice';
