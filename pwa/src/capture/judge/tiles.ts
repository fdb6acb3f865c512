/** The page in small squares: where there is print, how dark it is, and how it changes from pixel to pixel. */
import { type Ink, ofMost } from './ink';

export interface Tile {
  /** Darkness of its strokes: its darkest thirtieth. */
  dark: number;
  /** How light its paper is, 0..255. */
  paper: number;
  /**
   * Mean squared difference of pixels 1, 2, 4, 8 and 16 apart, each across, down, and along both slants.
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
  const tiles: Tile[] = [], { width } = page;
  const lags = Array.from({ length: LAGS }, (_, lag) => 1 << lag).flatMap((far) => [far, far * width, far * width + far, far * width - far]);
  const steps = Int32Array.from([...lags, ...RING.map(([dx, dy]) => dy * width + dx)]), counts = new Uint32Array(256);
  for (let r = 0; r < page.rows; r++) for (let c = 0; c < page.columns; c++) tiles.push(tileAt(page, c, r, steps, counts));
  return tiles;
}

function tileAt({ ink, width, height, block, paper, columns }: Ink, c: number, r: number, steps: Int32Array, counts: Uint32Array): Tile {
  const x0 = Math.max(REACH, c * block);
  const x1 = Math.min(width - REACH, (c + 1) * block);
  const y0 = Math.max(0, r * block);
  const y1 = Math.min(height - REACH, (r + 1) * block);
  const squares = new Float32Array(steps.length);
  counts.fill(0);
  let n = 0;
  // Every fourth pixel is enough; odd and even columns take turns.
  for (let y = y0; y < y1; y += 2)
    for (let x = x0 + ((y >> 1) & 1); x < x1; x += 2, n++) counts[ink[y * width + x]!]!++;
  // Four steps at a time: so many sums a processor keeps at hand.
  for (let k = 0; k < steps.length; k += 4) {
    const one = steps[k]!, two = steps[k + 1]!, three = steps[k + 2]!, four = steps[k + 3]!;
    let a = 0, b = 0, d = 0, e = 0;
    for (let y = y0; y < y1; y += 2)
      for (let i = y * width + x0 + ((y >> 1) & 1), end = y * width + x1; i < end; i += 2) {
        const here = ink[i]!, p = here - ink[i + one]!, q = here - ink[i + two]!, s = here - ink[i + three]!, t = here - ink[i + four]!;
        a = a + p * p | 0;
        b = b + q * q | 0;
        d = d + s * s | 0;
        e = e + t * t | 0;
      }
    squares[k] = a;
    squares[k + 1] = b;
    squares[k + 2] = d;
    squares[k + 3] = e;
  }
  for (let k = 0; k < squares.length; k++) squares[k]! /= Math.max(1, n);
  const change = squares.subarray(0, LAGS * DIRECTIONS), ring = squares.subarray(LAGS * DIRECTIONS);
  return { dark: ofMost(counts, n / 30), paper: paper[r * columns + c]!, change, ring };
}
