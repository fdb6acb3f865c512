/** The page in small squares: where there is print, how dark it is, and how it changes from pixel to pixel. */
import type { Ink } from './ink';

export interface Tile {
  /** Darkness of its strokes: its darkest thirtieth. */
  dark: number;
  /** How light its paper is, 0..255. */
  paper: number;
  /**
   * Mean squared difference of pixels 1, 2, 4, 8 and 16 apart: across, down, and along both slants.
   * It grows with the distance as long as that is less than a stroke: at once where strokes are sharp,
   * late where they are smeared.
   */
  change: Float32Array;
  /** The same about five pixels apart, in eight directions. */
  ring: Float32Array;
}

export const LAGS = 5;
export const DIRECTIONS = 4;
const REACH = 16;
/** About five pixels away, round half a circle. */
export const RING = [
  [5, 0],
  [5, 2],
  [4, 4],
  [2, 5],
  [0, 5],
  [-2, 5],
  [-4, 4],
  [-5, 2],
] as const;

export function tilesOf(page: Ink): Tile[] {
  const tiles: Tile[] = [];
  for (let r = 0; r < page.rows; r++) for (let c = 0; c < page.columns; c++) tiles.push(tileAt(page, c, r));
  return tiles;
}

function tileAt(page: Ink, c: number, r: number): Tile {
  const { ink, width, height, block } = page;
  const x0 = Math.max(REACH, c * block);
  const x1 = Math.min(width - REACH, (c + 1) * block);
  const y0 = Math.max(0, r * block);
  const y1 = Math.min(height - REACH, (r + 1) * block);
  const counts = new Uint32Array(256);
  const change = new Float32Array(LAGS * DIRECTIONS);
  const ring = new Float32Array(RING.length);
  const steps = RING.map(([dx, dy]) => dy * width + dx);
  let n = 0;
  // Every fourth pixel is enough; odd and even columns take turns.
  for (let y = y0; y < y1; y += 2)
    for (let x = x0 + ((y >> 1) & 1); x < x1; x += 2) {
      const i = y * width + x;
      const here = ink[i]!;
      counts[here]!++;
      n++;
      for (let lag = 0, far = 1; lag < LAGS; lag++, far *= 2) {
        const down = far * width;
        const a = here - ink[i + far]!;
        const b = here - ink[i + down]!;
        const d = here - ink[i + down + far]!;
        const e = here - ink[i + down - far]!;
        change[lag]! += a * a;
        change[LAGS + lag]! += b * b;
        change[2 * LAGS + lag]! += d * d;
        change[3 * LAGS + lag]! += e * e;
      }
      for (let k = 0; k < steps.length; k++) {
        const a = here - ink[i + steps[k]!]!;
        ring[k]! += a * a;
      }
    }
  for (let k = 0; k < change.length; k++) change[k]! /= Math.max(1, n);
  for (let k = 0; k < ring.length; k++) ring[k]! /= Math.max(1, n);
  return { dark: darkest(counts, n / 30), paper: page.paper[r * page.columns + c]!, change, ring };
}

function darkest(counts: Uint32Array, left: number): number {
  let value = 255;
  while (value > 0 && (left -= counts[value]!) > 0) value--;
  return value;
}
