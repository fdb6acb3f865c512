/** A smaller picture whose pixels are the means of what they cover. Pure. */
import type { Pixels } from '../protocol';
import type { Size } from './header';

/** Only ever smaller, or as it is. */
export function resized(picture: Pixels, { width, height }: Size): Pixels {
  if (width >= picture.width && height >= picture.height) return picture;
  const out = new Uint8ClampedArray(width * height * 4).fill(255);
  const step = picture.width / width, rise = picture.height / height;
  // A line of the picture, shrunk to the width; then lines added up to the height.
  const line = new Float32Array(width * 3), sum = new Float32Array(width * 3);
  let y = 0;
  for (let row = 0; row < height; row++) {
    const top = row * rise, low = Math.min(picture.height, top + rise);
    sum.fill(0);
    for (; y < low; y++) {
      const share = Math.min(y + 1, low) - Math.max(y, top);
      if (share <= 0) continue;
      shrunkLine(picture, y, step, line);
      for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + line[i]! * share;
    }
    // The last line may belong to the next row as well.
    if (y > low) y--;
    for (let x = 0, i = 0, o = row * width * 4; x < width; x++, i += 3, o += 4) {
      out[o] = sum[i]! / rise;
      out[o + 1] = sum[i + 1]! / rise;
      out[o + 2] = sum[i + 2]! / rise;
    }
  }
  return { width, height, data: out };
}

function shrunkLine({ width, data }: Pixels, y: number, step: number, line: Float32Array): void {
  const base = y * width;
  for (let o = 0, left = 0; o < line.length; o += 3, left += step) {
    const right = Math.min(width, left + step);
    let red = 0, green = 0, blue = 0;
    for (let x = left | 0; x < right; x++) {
      const share = (x + 1 < right ? x + 1 : right) - (x > left ? x : left);
      const i = (base + x) * 4;
      red += data[i]! * share;
      green += data[i + 1]! * share;
      blue += data[i + 2]! * share;
    }
    line[o] = red / step;
    line[o + 1] = green / step;
    line[o + 2] = blue / step;
  }
}
