import type { Subscribed } from '../../actions/news/subscribe';
import { words } from '../../words';
import vi from '../../words/vi/news.json';

export const t = words(vi, () => import('../../words/en/news.json'));

/** What a person reads whose phone could not be called. */
export const whyNot = (end: Exclude<Subscribed, 'on'>): string => `${t('errors.none')} ${t(`why.${end}`)}`;
