import { words } from '../words';
import vi from '../words/vi/facts.json';

const t = words(vi, () => import('../words/en/facts.json'));

/** "8.000 đồng": grouped as Vietnamese receipts write it, in every language of the app. */
export function dong(amount: number): string {
  return t('dong', { n: String(amount).replace(/\B(?=(\d{3})+$)/g, '.') });
}

/** Working days; what is not sure is never a number. */
export function daysFact(days: number | null | undefined): string {
  if (days === null || days === undefined) return t('days_ask');
  return days === 0 ? t('days_same') : t('days', { n: days });
}

export function feeFact(fee: number | '?' | null): string {
  if (fee === '?') return t('fee_ask');
  if (fee === null) return t('fee_depends');
  return fee === 0 ? t('fee_free') : dong(fee);
}
