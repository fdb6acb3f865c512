import { words } from '../../words';
import vi from '../../words/vi/news.json';

export const t = words(vi, () => import('../../words/en/news.json'));
