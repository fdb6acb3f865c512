/** What a whitened page holds: small or large print, colours, pictures. Pure. */
import { blotsOf, tall, wide } from '../judge/blots';
import type { Ink } from '../judge/ink';
import type { Pixels } from '../protocol';
import { COLOURED } from './reduce';

export interface Content {
  /** Whether stamps, ink or other colours are on it. */
  colour: boolean;
  /** Part of it that is neither paper nor strokes, but a picture's tones. */
  tones: number;
}

const BLOCK = 16;

export function contentOf(page: Pixels): Content {
  return { colour: colourOf(page), tones: tonesOf(page) };
}

/** Higher ones are no letters. */
const TALLEST = 64;
/** Strokes at least this dark, 0..255: paler ones would join letters to their marks. */
const DARK = 115;

/**
 * How high letters usually are in pixels; 0 where there are too few. Half of all that is written, by
 * width, is at most as high, so that marks standing free count little.
 */
export function lettersOf(ink: Ink): number {
  const blots = blotsOf(ink, DARK), widths = new Uint32Array(TALLEST);
  let all = 0;
  for (let i = 0; i < blots.count; i++) {
    const h = tall(blots, i), w = wide(blots, i);
    if (h < 4 || h >= TALLEST || w < 2 || w > 12 * h || blots.area[i]! < h) continue;
    widths[h]! += w;
    all += w;
  }
  if (all < ink.width) return 0;
  let left = all / 2, height = 0;
  while (left > widths[height]!) left -= widths[height++]!;
  // Between two heights, by how far into the last one the half lies.
  return height - 0.5 + left / widths[height]!;
}

/** One pixel in four thousand is a small signature; fewer are noise. Every other one is looked at. */
function colourOf({ data }: Pixels): boolean {
  let coloured = 0;
  for (let i = 0; i < data.length; i += 8) {
    const r = data[i]!, g = data[i + 1]!, b = data[i + 2]!;
    if (r - Math.max(g, b) > COLOURED || b - r > COLOURED) coloured++;
  }
  return coloured * 4000 * 8 > data.length;
}

/** Blocks that hold hardly any paper. */
function tonesOf({ width, height, data }: Pixels): number {
  let blocks = 0, tones = 0;
  for (let top = 0; top + BLOCK <= height; top += BLOCK)
    for (let left = 0; left + BLOCK <= width; left += BLOCK) {
      let paper = 0;
      for (let y = top; y < top + BLOCK; y += 2)
        for (let x = left; x < left + BLOCK; x += 2) if (data[(y * width + x) * 4 + 1]! > 215) paper++;
      blocks++;
      if (paper < (BLOCK * BLOCK) / 4 / 5) tones++;
    }
  return blocks ? tones / blocks : 0;
}
