import { words } from '../../words';
import vi from '../../words/vi/capture.json';

export const t = words(vi, () => import('../../words/en/capture.json'));
