/** A smaller picture whose pixels are the means of what they cover. Pure. */
import type { Pixels } from '../protocol';
import type { Size } from './header';

/**
 * Only ever smaller, or as it is; to a sixteenth of its size at the least. Whole pixels are added up: half
 * a pixel to the side is seen by nobody.
 */
export function resized(picture: Pixels, { width, height }: Size): Pixels {
  if (width >= picture.width && height >= picture.height) return picture;
  const { data } = picture;
  const pixels = new Int32Array(data.buffer, data.byteOffset, picture.width * picture.height);
  const out = new Int32Array(width * height);
  const columns = edges(picture.width, width), rows = edges(picture.height, height);
  // Red and blue are added up in one number, sixteen bits apart.
  const both = new Int32Array(width), greens = new Int32Array(width);
  for (let row = 0; row < height; row++) {
    both.fill(0);
    greens.fill(0);
    for (let y = rows[row]!; y < rows[row + 1]!; y++) addRow(pixels, y * picture.width, columns, both, greens);
    share(out, row * width, columns, rows[row + 1]! - rows[row]!, both, greens);
  }
  return { width, height, data: new Uint8ClampedArray(out.buffer) };
}

function addRow(pixels: Int32Array, from: number, columns: Int32Array, both: Int32Array, greens: Int32Array): void {
  for (let x = 0, i = from; x < both.length; x++) {
    let sum = 0, green = 0;
    for (const end = from + columns[x + 1]!; i < end; i++) {
      const pixel = pixels[i]!;
      sum += pixel & 0xff00ff;
      green += pixel & 0xff00;
    }
    both[x]! += sum;
    greens[x]! += green;
  }
}

function share(out: Int32Array, from: number, columns: Int32Array, tall: number, both: Int32Array, greens: Int32Array): void {
  for (let x = 0; x < both.length; x++) {
    const part = 1 / (tall * (columns[x + 1]! - columns[x]!)), sum = both[x]!;
    out[from + x] = 0xff000000 | (((sum >>> 16) * part + 0.5) << 16) | (((greens[x]! >> 8) * part + 0.5) << 8) | ((sum & 0xffff) * part + 0.5);
  }
}

/** Where each of the smaller picture's pixels begins. */
const edges = (from: number, to: number): Int32Array => Int32Array.from({ length: to + 1 }, (_, k) => Math.round((k * from) / to));
