import { language, words } from '../../words';
import vi from '../../words/vi/ready.json';

export const t = words(vi, () => import('../../words/en/ready.json'));

const UNITS = ['kB', 'MB', 'GB'];

/** "45 kB", "1,2 MB": never less than one kilobyte. */
export function sizeOf(bytes: number): string {
  let size = Math.max(1, bytes / 1000);
  let unit = 0;
  for (; size >= 1000 && unit < UNITS.length - 1; unit += 1) size /= 1000;
  const digits = size.toFixed(unit === 0 || size >= 10 ? 0 : 1);
  return `${language.value === 'vi' ? digits.replace('.', ',') : digits} ${UNITS[unit]}`;
}
