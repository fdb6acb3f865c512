/**
 * How dark each pixel is beside the bare paper around it: 0 paper, 255 black. A shadow or yellow light
 * over the page is gone with it; what is left are strokes and noise.
 */
import type { Pixels } from '../protocol';

export interface Ink {
  width: number;
  height: number;
  ink: Uint8Array;
  /** Length of a block's side in pixels. */
  block: number;
  /** How light the paper of each block is, 0..255. */
  paper: Float32Array;
  columns: number;
  rows: number;
}

/** Blocks across the shorter side of a page: each holds a letter or two of common print. */
const BLOCKS = 44;
/** This share of a block's pixels is lighter than its paper: specks and noise, and no stroke. */
const LIGHTER = 0.12;

export function inkOf(page: Pixels): Ink {
  const { width, height } = page;
  const light = lightOf(page);
  const block = Math.max(8, Math.min(32, Math.round(Math.min(width, height) / BLOCKS)));
  const columns = Math.ceil(width / block);
  const rows = Math.ceil(height / block);
  const place = (at: number, count: number): number => Math.max(0, Math.min(count - 1, (at + 0.5) / block - 0.5));
  const paper = evened(paperOf(light, width, height, block), columns, rows);
  const ink = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const v = place(y, rows);
    const upper = Math.floor(v) * columns;
    const lower = Math.min(rows - 1, Math.floor(v) + 1) * columns;
    const fy = v - Math.floor(v);
    let here = 0;
    let step = 0;
    for (let x = 0; x < width; x++) {
      // Eight pixels at a time share the paper's slope: nobody sees the difference, and it is fast.
      if (x % 8 === 0) {
        here = between(x);
        step = (between(Math.min(width - 1, x + 8)) - here) / 8;
      }
      const i = y * width + x;
      const dark = 255 - (light[i]! * 255) / Math.max(6, here);
      ink[i] = dark > 0 ? dark : 0;
      here += step;
    }
    function between(x: number): number {
      const u = place(x, columns);
      const c = Math.floor(u);
      const next = Math.min(columns - 1, c + 1);
      const fx = u - c;
      const above = paper[upper + c]! * (1 - fx) + paper[upper + next]! * fx;
      const below = paper[lower + c]! * (1 - fx) + paper[lower + next]! * fx;
      return above * (1 - fy) + below * fy;
    }
  }
  return { width, height, ink, block, paper, columns, rows };
}

function lightOf({ data, width, height }: Pixels): Uint8Array {
  const light = new Uint8Array(width * height);
  for (let i = 0, o = 0; i < light.length; i++, o += 4) light[i] = (data[o]! * 77 + data[o + 1]! * 151 + data[o + 2]! * 28) >> 8;
  return light;
}

function paperOf(light: Uint8Array, width: number, height: number, block: number): Float32Array {
  const columns = Math.ceil(width / block);
  const rows = Math.ceil(height / block);
  const paper = new Float32Array(columns * rows);
  const counts = new Uint32Array(256);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      counts.fill(0);
      const bottom = Math.min(height, (r + 1) * block);
      const right = Math.min(width, (c + 1) * block);
      let n = 0;
      for (let y = r * block; y < bottom; y += 2)
        for (let x = c * block; x < right; x += 2) {
          counts[light[y * width + x]!]!++;
          n++;
        }
      paper[r * columns + c] = ofMost(counts, n * LIGHTER);
    }
  return paper;
}

/** The value (0..255) that so `many` are not below: `counts` tells how often each is there. */
export function ofMost(counts: ArrayLike<number>, many: number): number {
  let value = 255;
  while (value > 0 && (many -= counts[value]!) > 0) value--;
  return value;
}

/** The lightest of the neighbours, then the darkest of those: what is dark and small is no paper. */
function evened(paper: Float32Array, columns: number, rows: number): Float32Array {
  return neighbours(neighbours(paper, columns, rows, Math.max), columns, rows, Math.min);
}

function neighbours(values: Float32Array, columns: number, rows: number, pick: (a: number, b: number) => number): Float32Array {
  return values.map((value, i) => {
    const x = i % columns;
    const y = (i - x) / columns;
    let picked = value;
    for (let b = Math.max(0, y - 1); b <= Math.min(rows - 1, y + 1); b++)
      for (let a = Math.max(0, x - 1); a <= Math.min(columns - 1, x + 1); a++) picked = pick(picked, values[b * columns + a]!);
    return picked;
  });
}
