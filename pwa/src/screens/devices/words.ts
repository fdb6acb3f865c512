import { words } from '../../words';
import vi from '../../words/vi/devices.json';

export const t = words(vi, () => import('../../words/en/devices.json'));
