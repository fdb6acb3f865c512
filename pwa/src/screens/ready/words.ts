import { words } from '../../words';
import vi from '../../words/vi/ready.json';

export const t = words(vi, () => import('../../words/en/ready.json'));

const KB = 1000;

/** "45 kB", "1,2 MB": never less than one kilobyte. */
export function sizeOf(bytes: number): string {
  if (bytes < KB * KB) return `${Math.max(1, Math.round(bytes / KB))} kB`;
  return `${(bytes / KB / KB).toFixed(1).replace('.', ',')} MB`;
}
