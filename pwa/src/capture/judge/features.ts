/** What is measured on a page, in numbers that explain themselves. */
import type { Pixels, Quad } from '../protocol';
import { type Blots, blotsOf, tall, wide } from './blots';
import { type Signs, signsOf } from './direction';
import { softerAt } from './ends';
import { glareOf } from './glare';
import { type Ink, inkOf } from './ink';
import { DIRECTIONS, LAGS, RING, type Tile, tilesOf } from './tiles';

export interface Measured {
  ink: Ink;
  blots: Blots;
  /** The quad's sides in pixels of the picture, clockwise from its top. */
  lengths: number[];
  /** Share of the tiles that carry print. */
  print: number;
  letters: number;
  /** The letters' usual height in pixels of the page, and of the picture. */
  height: number;
  pixels: number;
  signs: Signs;
  /** Letters that have run into each other, beside those that have not. */
  merged: number;
  /** How light the page was photographed, 0..255. */
  paper: number;
  /** Darkness of the strokes beside their paper, 0..255: usual, and of the palest tenth. */
  dark: number;
  pale: number;
  /** Standard deviation of what is no stroke, 0..255: from pixel to pixel, and over four pixels. */
  noise: number;
  grain: number;
  /** The same from pixel to pixel where it is usual, and the darkest of what is no print: noise in a shadow looks like ink. */
  unrest: number;
  stain: number;
  /** Pixels of the print that are only a quarter as dark as usual strokes, and those nearly as dark, beside those that count as ink. */
  halo: number;
  core: number;
  /**
   * How much the strokes change over 1, 2, 4 and 8 pixels in their softest direction; 1 is as much as
   * over 16 in their strongest. Of the sharper tiles: ruled lines and stamps are soft along themselves.
   */
  change: number[];
  /** The change over 4 pixels where the page is softest. */
  local: number;
  /** How much softer than usual the softest twelfth of the letters is: a logarithm, 0 or below. */
  softer: number;
  /** The change over 5 pixels in each of eight directions. */
  ring: number[];
  /** Share of the print that a reflection has swallowed. */
  glare: number;
}

/** The least darkness that is a stroke. */
const STROKE = 28;
/** So dark beside the usual stroke a pixel is ink. */
const INK = 0.42;
/** Pixels that tell nothing. */
const FEW = 20;

export function measure(picture: { width: number; height: number }, quad: Quad, page: Pixels): Measured {
  const ink = inkOf(page);
  const tiles = tilesOf(ink);
  // Along the sides the table shows; a page of few tiles has no such thing to spare.
  const inside = tiles.map((_, i) => !isOuter(i, ink) || tiles.length < 60);
  const inner = tiles.filter((_, i) => inside[i]);
  const flat = Array.from({ length: LAGS }, (_, lag) => share(inner.map((tile) => most(tile, lag)), 0.12));
  const noise = Math.sqrt(flat[0]! / 2);
  const print = tiles.map((tile, i) => inside[i]! && tile.dark > STROKE + 4 * noise);
  const printed = tiles.filter((_, i) => print[i]);
  const bare = tiles.filter((_, i) => inside[i] && !print[i]);
  const dark = share(printed.map((tile) => tile.dark), 0.5);
  const [halo, half, core] = depths(ink, print, [0.25 * dark, INK * dark, 0.9 * dark]);
  const blots = blotsOf(ink, Math.max(STROKE - 4, INK * dark, 3.2 * noise));
  const heights = letterHeights(blots, page.height);
  const height = share(heights, 0.5);
  const runs = runsOf(blots, height);
  const lengths = quad.map((a, i) => {
    const b = quad[(i + 1) % 4]!;
    return Math.hypot((a.x - b.x) * picture.width, (a.y - b.y) * picture.height);
  });
  return {
    ink,
    blots,
    lengths,
    print: printed.length / inner.length,
    letters: heights.length,
    height,
    pixels: (height * lengths.reduce((sum, length) => sum + length)) / (2 * (page.width + page.height)),
    signs: signsOf(blots, height),
    merged: runs / Math.max(1, heights.length),
    paper: share(inner.map((tile) => tile.paper), 0.5),
    dark,
    pale: share(printed.map((tile) => tile.dark), 0.1),
    noise,
    grain: Math.sqrt(flat[2]! / 2),
    unrest: Math.sqrt(share(bare.map((tile) => most(tile, 0)), 0.5) / 2),
    stain: share(bare.map((tile) => tile.dark), 0.99),
    halo: halo! / (half! + FEW),
    core: core! / (half! + FEW),
    ...sharpness(tiles, print, flat, ink),
    softer: softerAt(tiles, print, flat, ink, blots, height),
    glare: printed.length ? glareOf(tiles, print, ink.columns) : 0,
  };
}

function isOuter(i: number, { columns, rows }: Ink): boolean {
  const c = i % columns;
  const r = (i - c) / columns;
  return c === 0 || r === 0 || c >= columns - 2 || r >= rows - 2;
}

/** How many of the print's pixels (every fourth is looked at) are at least so dark. */
function depths({ ink, width, height, block, columns }: Ink, print: readonly boolean[], least: readonly number[]): number[] {
  const counts = new Uint32Array(256);
  print.forEach((is, i) => {
    if (!is) return;
    const c = i % columns, x0 = c * block, y0 = ((i - c) / columns) * block, x1 = Math.min(width, x0 + block), y1 = Math.min(height, y0 + block);
    for (let y = y0; y < y1; y += 2) for (let x = x0; x < x1; x += 2) counts[ink[y * width + x]!]!++;
  });
  return least.map((value) => counts.subarray(Math.round(value)).reduce((sum, count) => sum + count, 0));
}

const ofDirections = (pick: (...values: number[]) => number) => ({ change }: Tile, lag: number) => {
  const k = lag * DIRECTIONS;
  return pick(change[k]!, change[k + 1]!, change[k + 2]!, change[k + 3]!);
};
const most = ofDirections(Math.max);
const least = ofDirections(Math.min);

function letterHeights(blots: Blots, pageHeight: number): number[] {
  const heights: number[] = [];
  for (let i = 0; i < blots.count; i++) {
    const h = tall(blots, i);
    const w = wide(blots, i);
    const full = blots.area[i]! > 0.85 * w * h;
    if (h >= 4 && w >= 2 && h < pageHeight / 18 && w < 2.4 * h && w > 0.25 * h && !full) heights.push(h);
  }
  return heights;
}

/** How many letters' widths lie in blots too wide for one letter, of print's height. */
function runsOf(blots: Blots, height: number): number {
  let runs = 0;
  for (let i = 0; i < blots.count; i++) {
    const h = tall(blots, i);
    const w = wide(blots, i);
    if (h > 0.6 * height && h < 2.5 * height && w > 2.4 * h && w < 40 * h) runs += w / h;
  }
  return runs;
}

/** The page in so many parts, across and down, to find one that is softer than the others. */
const PARTS = [2, 5] as const;
/** Parts with less print than this many tiles tell nothing. */
const ENOUGH = 10;
/** Sharper than this share of the tiles. */
const SHARPER = 0.7;

/** `flat`: what changes over each distance where there is no print, which is noise. */
function sharpness(
  tiles: readonly Tile[],
  print: readonly boolean[],
  flat: readonly number[],
  { columns, rows }: Ink,
): Pick<Measured, 'change' | 'local' | 'ring'> {
  const softest: number[][] = [[], [], [], []];
  const ring: number[][] = Array.from({ length: RING.length }, () => []);
  const parts: number[][] = Array.from({ length: PARTS[0] * PARTS[1] }, () => []);
  tiles.forEach((tile, i) => {
    if (!print[i]) return;
    const whole = Math.max(20, most(tile, LAGS - 1) - flat[LAGS - 1]!);
    softest.forEach((values, lag) => values.push(Math.max(0, least(tile, lag) - flat[lag]!) / whole));
    ring.forEach((values, d) => values.push(Math.max(0, tile.ring[d]! - flat[2]!) / whole));
    const x = i % columns;
    const y = (i - x) / columns;
    const part = Math.floor((x * PARTS[0]) / columns) + PARTS[0] * Math.floor((y * PARTS[1]) / rows);
    parts[part]!.push(softest[2]!.at(-1)!);
  });
  const change = softest.map((values) => share(values, SHARPER));
  const told = parts.filter((values) => values.length >= ENOUGH).map((values) => share(values, SHARPER));
  return { change, local: Math.min(change[2]!, ...told), ring: ring.map((values) => share(values, SHARPER)) };
}

/** The value that this share of them does not reach; 0 of none. */
function share(values: readonly number[], part: number): number {
  const sorted = new Float64Array(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
}
