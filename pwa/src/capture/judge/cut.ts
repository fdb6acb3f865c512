/** A page that runs out of the picture. */
import type { Pixels, Quad } from '../protocol';
import { type Blots, tall, wide } from './blots';

/** Nearer to the picture's border than this share of its size, a side of the page is the border itself. */
const BORDER = 0.004;
/** Height by width of nearly all papers; cards are wider. */
const A4 = Math.SQRT2;
/** So much shorter than a whole sheet (seen aslant it looks a little shorter too) a page on the border is cut. */
const SHORTER = 0.965;

/** `lengths`: the quad's sides in pixels, clockwise from its top. */
export function isCut(quad: Quad, lengths: readonly number[], blots: Blots, height: number, page: Pixels): boolean {
  const sides = sidesOnBorder(quad);
  // All four: nobody knows where the page ends.
  if (!sides.includes(true) || !sides.includes(false)) return false;
  // A corner of the sheet in the very corner of the picture: it goes on outside.
  if (quad.some((corner) => borders(corner.x) && borders(corner.y))) return true;
  const touching = lettersAtSides(blots, height, page);
  if (sides.some((onBorder, i) => onBorder && touching[i]! >= 2)) return true;
  const across = lengths[0]! + lengths[2]!;
  const down = lengths[1]! + lengths[3]!;
  const long = Math.max(across, down) / Math.min(across, down);
  return long < A4 * SHORTER || long > A4 / SHORTER;
}

/** Whether the top, right, bottom and left side of the page lie on the picture's border. */
export function sidesOnBorder(quad: Quad): boolean[] {
  return quad.map((a, i) => {
    const b = quad[(i + 1) % 4]!;
    return (
      Math.max(a.x, b.x) < BORDER || Math.max(a.y, b.y) < BORDER || Math.min(a.x, b.x) > 1 - BORDER || Math.min(a.y, b.y) > 1 - BORDER
    );
  });
}

const borders = (share: number): boolean => share < BORDER || share > 1 - BORDER;

/** How many blots of about a letter's size touch each side of the page. */
export function lettersAtSides(blots: Blots, height: number, page: Pixels): number[] {
  const sides = [0, 0, 0, 0];
  const reach = Math.max(2, height * 0.3);
  for (let i = 0; i < blots.count; i++) {
    const long = Math.max(wide(blots, i), tall(blots, i));
    if (long < height * 0.3 || long > height * 4) continue;
    if (blots.top[i]! < reach) sides[0]!++;
    if (blots.right[i]! > page.width - 1 - reach) sides[1]!++;
    if (blots.bottom[i]! > page.height - 1 - reach) sides[2]!++;
    if (blots.left[i]! < reach) sides[3]!++;
  }
  return sides;
}
