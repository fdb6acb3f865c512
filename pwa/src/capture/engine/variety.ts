/**
 * How much of a picture is not of one paper's colour. Pure. Shadows and a fall of light leave paper its
 * hue; faces, houses and fields have several.
 */
import type { Pixels } from '../protocol';

const BLOCK = 16;
/** A paper's own colour varies by less, in parts of all light. */
const OTHER = 0.04;

/** Part of the blocks, 0..1, whose lighter pixels are of another hue than the usual one; before whitening. */
export function varietyOf({ width, height, data }: Pixels): number {
  const hues: [number, number, number][] = [];
  for (let top = 0; top + BLOCK <= height; top += BLOCK)
    for (let left = 0; left + BLOCK <= width; left += BLOCK) hues.push(hueOf(data, (top * width + left) * 4, width * 4));
  const usual = [0, 1, 2].map((k) => hues.map((hue) => hue[k]!).sort((a, b) => a - b)[hues.length >> 1] ?? 0);
  const others = hues.filter((hue) => hue.reduce((sum, part, k) => sum + Math.abs(part - usual[k]!), 0) > OTHER);
  return hues.length ? others.length / hues.length : 0;
}

/** Of what is lighter than the middle of a block: its ground, not what is written on it. */
function hueOf(data: Uint8ClampedArray, from: number, line: number): [number, number, number] {
  let all = 0, count = 0;
  const each = (see: (at: number, light: number) => void): void => {
    for (let y = 0; y < BLOCK; y += 2)
      for (let at = from + y * line, end = at + BLOCK * 4; at < end; at += 8) see(at, data[at]! + data[at + 1]! + data[at + 2]!);
  };
  each((_at, light) => {
    all += light;
    count++;
  });
  let r = 2, g = 2, b = 2;
  each((at, light) => {
    if (light * count < all) return;
    r += data[at]!;
    g += data[at + 1]!;
    b += data[at + 2]!;
  });
  const sum = r + g + b;
  return [r / sum, g / sum, b / sum];
}
