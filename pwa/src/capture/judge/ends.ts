/**
 * How much softer the letters are where the page is softest: of a sheet held aslant one end is out of focus,
 * and a mean over the page does not tell.
 */
import { type Blots, tall, wide } from './blots';
import type { Ink } from './ink';
import { DIRECTIONS, LAGS, type Tile } from './tiles';

/** So many tiles above and below, left and right of a tile are judged with it: some words of a line. */
const UP = 1;
const ASIDE = 4;
/** Over four pixels strokes change by this lag. */
const LAG = 2;
/** Less change than this a tile is none. */
const LEAST = 20;
/** This share of the letters is softer than what is compared with the usual. */
const SOFTEST = 0.08;

/** A logarithm, 0 or below: 0 where all letters are alike. `flat`: how much changes over each distance where no print is. */
export function softerAt(
  tiles: readonly Tile[], print: readonly boolean[], flat: readonly number[], ink: Ink, blots: Blots, height: number,
): number {
  const letters = lettersOf(blots, height, ink);
  const places = tiles.flatMap((_, i) => (print[i] && letters[i] ? [{ letters: letters[i], change: changeAt(i, tiles, print, flat, ink) }] : []));
  if (places.length < 3) return 0;
  places.sort((a, b) => a.change - b.change);
  const all = places.reduce((sum, place) => sum + place.letters, 0);
  const reaching = (part: number) => {
    let left = part * all;
    return places.find((place) => (left -= place.letters) <= 0)!.change;
  };
  return Math.log(reaching(SOFTEST) / reaching(0.5));
}

/** How many letters stand in each tile; those that ran together are counted by their width. */
function lettersOf(blots: Blots, height: number, { block, columns, rows }: Ink): Float32Array {
  const letters = new Float32Array(columns * rows);
  for (let i = 0; i < blots.count; i++) {
    const h = tall(blots, i), w = wide(blots, i);
    if (h < 0.5 * height || h >= 2.5 * height || w >= 40 * h || w <= 0.2 * h) continue;
    const parts = Math.max(1, Math.floor(w / block)), row = Math.min(rows - 1, Math.floor((blots.top[i]! + h / 2) / block));
    for (let k = 0; k < parts; k++) {
      const column = Math.min(columns - 1, Math.floor((blots.left[i]! + ((k + 0.5) * w) / parts) / block));
      letters[row * columns + column]! += Math.max(1, w / (0.8 * h)) / parts;
    }
  }
  return letters;
}

/** How much the strokes around a tile change in their softest direction, beside how much they change in all. */
function changeAt(tile: number, tiles: readonly Tile[], print: readonly boolean[], flat: readonly number[], { columns, rows }: Ink): number {
  const soft = new Float64Array(DIRECTIONS), whole = new Float64Array(DIRECTIONS), last = LAGS - 1;
  const c = tile % columns, r = (tile - c) / columns;
  let many = 0;
  for (let y = Math.max(0, r - UP); y <= Math.min(rows - 1, r + UP); y++)
    for (let x = Math.max(0, c - ASIDE); x <= Math.min(columns - 1, c + ASIDE); x++) {
      const i = y * columns + x;
      if (!print[i]) continue;
      many++;
      for (let d = 0; d < DIRECTIONS; d++) {
        soft[d]! += Math.max(0, tiles[i]!.change[LAG * DIRECTIONS + d]! - flat[LAG]!);
        whole[d]! += Math.max(0, tiles[i]!.change[last * DIRECTIONS + d]! - flat[last]!);
      }
    }
  return Math.max(0.003, Math.min(...soft) / Math.max(LEAST * many, ...whole));
}
