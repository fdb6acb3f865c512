/** A QR code as dots, drawn on the phone itself: for the screen and for a picture that is sent on. */
import { encode } from 'uqr';

/** The quiet edge that scanners need, in dots. */
const EDGE = 4;

/** Level M: a quarter of the code may be scratched or in glare, and it is still small enough to scan. */
export function dotsOf(text: string): boolean[][] {
  return encode(text, { ecc: 'M', border: EDGE }).data;
}

/** One SVG path: a run of dark dots a rectangle. */
export function pathOf(dots: readonly boolean[][]): string {
  return dots.map((row, y) => runs(row).map(([x, width]) => `M${x} ${y}h${width}v1h-${width}z`).join('')).join('');
}

export function runs(row: readonly boolean[]): [from: number, length: number][] {
  const found: [number, number][] = [];
  row.forEach((dark, x) => {
    const last = found.at(-1);
    if (!dark) return;
    if (last && last[0] + last[1] === x) last[1] += 1;
    else found.push([x, 1]);
  });
  return found;
}
