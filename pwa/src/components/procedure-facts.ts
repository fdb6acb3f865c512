import { words } from '../words';
import vi from '../words/vi/facts.json';

const t = words(vi, () => import('../words/en/facts.json'));

/** "8.000 đồng": grouped as Vietnamese receipts write it, in every language of the app. */
export function dong(amount: number): string {
  return t('dong', { n: String(amount).replace(/\B(?=(\d{3})+$)/g, '.') });
}

/** What nobody vouches for says that it should be asked again. */
const told = (fact: string, doubt: unknown): string => (doubt ? fact + t('again') : fact);

/** Working days; what is not sure is never a number by itself. */
export function daysFact(days: number | null | undefined, doubt?: unknown): string {
  if (days === null || days === undefined) return t('days_ask');
  return told(days === 0 ? t('days_same') : t('days', { n: days }), doubt);
}

export function feeFact(fee: number | '?' | null, doubt?: unknown): string {
  if (fee === '?') return t('fee_ask');
  return told(fee === null ? t('fee_depends') : fee === 0 ? t('fee_free') : dong(fee), doubt);
}
