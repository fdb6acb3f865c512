/** A smaller picture whose pixels are the means of what they cover. Pure. */
import type { Pixels } from '../protocol';
import type { Size } from './header';

/** Only ever smaller, or as it is. Whole pixels are added up: half a pixel to the side is seen by nobody. */
export function resized(picture: Pixels, { width, height }: Size): Pixels {
  if (width >= picture.width && height >= picture.height) return picture;
  const { data } = picture;
  const pixels = new Int32Array(data.buffer, data.byteOffset, picture.width * picture.height);
  const out = new Int32Array(width * height);
  const columns = edges(picture.width, width), rows = edges(picture.height, height);
  const red = new Int32Array(width), green = new Int32Array(width), blue = new Int32Array(width);
  for (let row = 0; row < height; row++) {
    red.fill(0);
    green.fill(0);
    blue.fill(0);
    for (let y = rows[row]!; y < rows[row + 1]!; y++)
      for (let x = 0, i = y * picture.width; x < width; x++) {
        let r = 0, g = 0, b = 0;
        for (const end = y * picture.width + columns[x + 1]!; i < end; i++) {
          const pixel = pixels[i]!;
          r += pixel & 255;
          g += pixel >> 8 & 255;
          b += pixel >> 16 & 255;
        }
        red[x]! += r;
        green[x]! += g;
        blue[x]! += b;
      }
    const tall = rows[row + 1]! - rows[row]!;
    for (let x = 0; x < width; x++) {
      const share = 1 / (tall * (columns[x + 1]! - columns[x]!));
      out[row * width + x] = 0xff000000 | ((blue[x]! * share + 0.5) << 16) | ((green[x]! * share + 0.5) << 8) | (red[x]! * share + 0.5);
    }
  }
  return { width, height, data: new Uint8ClampedArray(out.buffer) };
}

/** Where each of the smaller picture's pixels begins. */
const edges = (from: number, to: number): Int32Array => Int32Array.from({ length: to + 1 }, (_, k) => Math.round((k * from) / to));
