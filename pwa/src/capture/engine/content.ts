/** What a whitened page holds: small or large print, colours, pictures. Pure. */
import type { Pixels } from '../protocol';
import { COLOURED } from './reduce';

export interface Content {
  /** Height of its usual letters in pixels; 0 where there are too few. */
  letters: number;
  /** Whether stamps, ink or other colours are on it. */
  colour: boolean;
  /** Part of it that is neither paper nor strokes, but a picture's tones. */
  tones: number;
}

const INK = 140;
const BLOCK = 16;

export function contentOf(page: Pixels): Content {
  return { letters: lettersOf(page), colour: colourOf(page), tones: tonesOf(page) };
}

/** One pixel in four thousand is a small signature; fewer are noise. */
function colourOf({ data }: Pixels): boolean {
  let coloured = 0;
  for (let i = 0; i < data.length; i += 4) {
    const r = data[i]!, g = data[i + 1]!, b = data[i + 2]!;
    if (r - Math.max(g, b) > COLOURED || b - r > COLOURED) coloured++;
  }
  return coloured * 4000 * 4 > data.length;
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

/**
 * Strokes that touch are a letter or a few; half of all that is written, by width, is at most as high
 * as the answer. Runs of ink are joined from line to line, so that no map of the page is kept.
 */
function lettersOf({ width, height, data }: Pixels): number {
  const heights = new Uint32Array(64);
  let above: Blob[] = [], all = 0;
  const finish = (blob: Blob) => {
    const tall = blob.low - blob.top + 1, wide = blob.right - blob.left + 1;
    if (tall < 4 || tall >= heights.length || wide < 2 || wide > 12 * tall || blob.ink < tall) return;
    heights[tall] = heights[tall]! + wide;
    all += wide;
  };
  for (let y = 0; y < height; y++) {
    const runs = runsOf(data, y, width);
    above = joined(above, runs, y, finish);
  }
  above.forEach(finish);
  if (all < width) return 0;
  let left = all / 2, tall = 0;
  while (left > heights[tall]!) left -= heights[tall++]!;
  // Between two heights, by how far into the last one the half lies.
  return tall - 0.5 + left / heights[tall]!;
}

interface Run {
  from: number;
  to: number;
}
interface Blob extends Run {
  left: number;
  right: number;
  top: number;
  low: number;
  ink: number;
  /** The one that it was joined to. */
  into: Blob | null;
}

function runsOf(data: Uint8ClampedArray, y: number, width: number): Run[] {
  const runs: Run[] = [];
  let from = -1;
  for (let x = 0, i = y * width * 4 + 1; x < width; x++, i += 4) {
    const dark = data[i]! < INK;
    if (dark && from < 0) from = x;
    else if (!dark && from >= 0) {
      runs.push({ from, to: x - 1 });
      from = -1;
    }
  }
  return runs;
}

const root = (blob: Blob): Blob => (blob.into ? root(blob.into) : blob);

/** The blobs that reach into this line; those of the line before that do not are finished. */
function joined(above: Blob[], runs: Run[], y: number, finish: (blob: Blob) => void): Blob[] {
  const below: Blob[] = [];
  let k = 0;
  for (const { from, to } of runs) {
    const own: Blob = { from, to, left: from, right: to, top: y, low: y, ink: to - from + 1, into: null };
    while (k < above.length && above[k]!.to < from - 1) k++;
    for (let n = k; n < above.length && above[n]!.from <= to + 1; n++) merge(root(above[n]!), root(own));
    below.push(own);
  }
  const alive = new Set(below.map(root));
  for (const blob of new Set(above.map(root))) if (!alive.has(blob)) finish(blob);
  return below;
}

function merge(old: Blob, own: Blob): void {
  if (old === own) return;
  own.left = Math.min(own.left, old.left);
  own.right = Math.max(own.right, old.right);
  own.top = Math.min(own.top, old.top);
  own.ink += old.ink;
  old.into = own;
}
