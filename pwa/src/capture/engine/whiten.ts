/** Evens out shadow and yellow light: bare paper becomes white everywhere, ink keeps its colour. Pure. */
import { ofMost } from '../judge/ink';
import type { Pixels } from '../protocol';
import type { Size } from './header';

const BLOCK = 16;
/** The lightest quarter of a block is its paper. */
const PAPER_SHARE = 0.25;
/** Gains are whole numbers of which this many are one. */
const ONE = 4096;
/** So many pixels share the light's slope; its logarithm is 3. */
const STRETCH = 8;

/** How much each block must be lightened to be white. */
export interface Light extends Size {
  columns: number;
  rows: number;
  /** One value a block, of red, green and blue. */
  gains: [Float32Array, Float32Array, Float32Array];
}

/** In place; the answer whitens the same page in another size. */
export function whiten(page: Pixels): Light {
  const light = lightOf(page), { width, height, data } = page;
  const pixels = new Int32Array(data.buffer, data.byteOffset, width * height), white = whitener(light, page);
  for (let y = 0; y < height; y++) white(y, pixels.subarray(y * width, (y + 1) * width));
  return light;
}

/** Whitens lines (ABGR numbers) of the page as large as it is now. */
export function whitener({ columns, rows, gains, ...seen }: Light, { width, height }: Size): (y: number, line: Int32Array) => void {
  const place = (at: number, from: number, to: number, count: number) => within(((at + 0.5) * to) / from / BLOCK - 0.5, count);
  const stretches = Math.ceil(width / STRETCH) + 1;
  const places = Float32Array.from({ length: stretches }, (_, n) => place(n * STRETCH, width, seen.width, columns));
  const along = gains.map(() => new Float32Array(columns)), steps = gains.map(() => new Int32Array(stretches));
  const [reds, greens, blues] = steps as [Int32Array, Int32Array, Int32Array];
  const prepare = (y: number) => {
    const v = place(y, height, seen.height, rows), r = v | 0, fy = v - r, next = Math.min(rows - 1, r + 1);
    gains.forEach((plane, k) => {
      const line = along[k]!, step = steps[k]!;
      for (let c = 0; c < columns; c++) line[c] = plane[r * columns + c]! * (1 - fy) + plane[next * columns + c]! * fy;
      for (let n = 0; n < stretches; n++) {
        const u = places[n]!, c = u | 0, from = line[c]!;
        step[n] = from + (line[Math.min(c + 1, columns - 1)]! - from) * (u - c);
      }
    });
  };
  return (y, line) => {
    prepare(y);
    for (let n = 0, k = 0; k < width; n++) {
      let red = reds[n]!, green = greens[n]!, blue = blues[n]!;
      const redder = (reds[n + 1]! - red) >> 3, greener = (greens[n + 1]! - green) >> 3, bluer = (blues[n + 1]! - blue) >> 3;
      for (const end = Math.min(width, k + STRETCH); k < end; k++, red += redder, green += greener, blue += bluer) {
        const pixel = line[k]!;
        const r = Math.min(255, Math.imul(pixel & 255, red) >> 12);
        const g = Math.min(255, Math.imul(pixel >> 8 & 255, green) >> 12);
        const b = Math.min(255, Math.imul(pixel >> 16 & 255, blue) >> 12);
        line[k] = 0xff000000 | b << 16 | g << 8 | r;
      }
    }
  };
}

const within = (value: number, count: number): number => Math.max(0, Math.min(count - 1, value));

/** By the paper's colour around each block; what is dark and small (a stamp, a heading) is bridged. */
function lightOf(page: Pixels): Light {
  const { width, height } = page;
  const columns = Math.ceil(width / BLOCK), rows = Math.ceil(height / BLOCK);
  const gains = [0, 1, 2].map((channel) => {
    const plane = paperOf(page, channel, columns, rows);
    const raised = spread(spread(plane, columns, rows, 2, Math.max), columns, rows, 2, Math.min);
    return blurred(raised, columns, rows).map((paper) => (255 * ONE) / Math.max(8, paper));
  });
  return { width, height, columns, rows, gains: gains as Light['gains'] };
}

/** Every fourth pixel is enough. */
function paperOf({ width, height, data }: Pixels, channel: number, columns: number, rows: number): Float32Array {
  const plane = new Float32Array(columns * rows);
  const counts = new Uint16Array(256);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      counts.fill(0);
      const right = Math.min(width, (c + 1) * BLOCK), low = Math.min(height, (r + 1) * BLOCK);
      let many = 0;
      for (let y = r * BLOCK; y < low; y += 2)
        for (let i = (y * width + c * BLOCK) * 4 + channel, end = (y * width + right) * 4; i < end; i += 8, many++) counts[data[i]!]!++;
      plane[r * columns + c] = ofMost(counts, many * PAPER_SHARE);
    }
  return plane;
}

function spread(
  plane: Float32Array, columns: number, rows: number, radius: number, pick: (a: number, b: number) => number,
): Float32Array {
  const pass = (from: Float32Array, count: number, step: number) =>
    from.map((value, i) => {
      const at = Math.floor(i / step) % count;
      let found = value;
      for (let d = Math.max(-radius, -at); d <= Math.min(radius, count - 1 - at); d++) found = pick(found, from[i + d * step]!);
      return found;
    });
  return pass(pass(plane, columns, 1), rows, columns);
}

function blurred(plane: Float32Array, columns: number, rows: number): Float32Array {
  const pass = (from: Float32Array, count: number, step: number) =>
    from.map((value, i) => {
      const at = Math.floor(i / step) % count;
      const before = at > 0 ? from[i - step]! : value, after = at < count - 1 ? from[i + step]! : value;
      return (before + value + after) / 3;
    });
  return pass(pass(plane, columns, 1), rows, columns);
}
