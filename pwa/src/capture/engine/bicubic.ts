/** Reading between pixels by all sixteen around a place: strokes keep their edges wherever they fall. Pure. */

/** Where opposite pixels of four differ by no more (of 255) there is bare paper, which sixteen would only make noisier. */
export const FLAT = 12;

/**
 * What each of four pixels in a row weighs, of 256, at 256 places between the second and the third:
 * the cubic convolution of R. Keys (1981), exact for parabolas.
 */
const TAPS = new Int16Array(1024);
const STEEP = -0.5;
for (let n = 0; n < 256; n++) {
  const x = n / 256;
  const first = Math.round(256 * STEEP * (x - 2 * x ** 2 + x ** 3)), last = Math.round(256 * STEEP * (x ** 2 - x ** 3));
  const second = Math.round(256 * (1 - (STEEP + 3) * x ** 2 + (STEEP + 2) * x ** 3));
  TAPS.set([first, second, 256 - first - second - last, last], 4 * n);
}

/**
 * The green (0..255, or a little beyond) of ABGR numbers `fx` and `fy` 256ths of a pixel right of and
 * below pixel `i`. One more pixel before it and two after it must be there, in both directions.
 */
export function greenAt(pixels: Int32Array, i: number, width: number, fx: number, fy: number): number {
  const left = TAPS[4 * fx]!, here = TAPS[4 * fx + 1]!, next = TAPS[4 * fx + 2]!, right = TAPS[4 * fx + 3]!;
  let sum = 32768;
  for (let k = 4 * fy, o = i - width; k < 4 * fy + 4; k++, o += width) {
    const row = left * (pixels[o - 1]! >>> 8 & 255) + here * (pixels[o]! >>> 8 & 255) + next * (pixels[o + 1]! >>> 8 & 255) + right * (pixels[o + 2]! >>> 8 & 255);
    sum += TAPS[k]! * row;
  }
  return sum >> 16;
}

/** Blue, green and red as a number, each as much lighter or darker: the colour's hue stays. */
export function shifted(red: number, green: number, blue: number, by: number): number {
  return within(blue + by) << 16 | within(green + by) << 8 | within(red + by);
}

const within = (light: number): number => (light < 0 ? 0 : light > 255 ? 255 : light);
