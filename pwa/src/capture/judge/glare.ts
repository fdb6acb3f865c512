/** Glare: paper burnt white in the midst of print, and lighter than the print's own paper. */
import type { Tile } from './tiles';

export const BURNT = 249;
/** Where the paper of the print is as light as this itself, white tells nothing. */
const LIGHT = 242;
/** How many tiles away print is looked for on both sides of a burnt one. */
const NEAR = 9;
/** White over this part of a page, with lines that end at it: what lay on its other side is swallowed too. */
const WIDE = 0.2;
/** Tiles at which lines end, beside those with print, and how near they are. */
const ENDING = 0.06;
const BESIDE = 2;

/** Burnt tiles between print, as a share of the tiles with print. */
export function glareOf(tiles: readonly Tile[], print: readonly boolean[], columns: number): number {
  const papers = tiles.filter((_, i) => print[i]).map((tile) => tile.paper);
  papers.sort((a, b) => a - b);
  if ((papers[papers.length >> 1] ?? 255) > LIGHT) return 0;
  const rows = tiles.length / columns;
  const between = (c: number, r: number, dc: number, dr: number) => looks(c, r, dc, dr) && looks(c, r, -dc, -dr);
  let swallowed = 0;
  let burnt = 0;
  let ending = 0;
  tiles.forEach((tile, i) => {
    if (print[i] || tile.paper < BURNT) return;
    const c = i % columns;
    const r = (i - c) / columns;
    burnt++;
    if (looks(c, r, 1, 0, BESIDE) || looks(c, r, -1, 0, BESIDE)) ending++;
    if (between(c, r, 1, 0) || between(c, r, 0, 1)) swallowed++;
  });
  if (burnt > WIDE * tiles.length && ending > ENDING * papers.length) swallowed += ending;
  return swallowed / papers.length;

  function looks(c: number, r: number, dc: number, dr: number, far = NEAR): boolean {
    for (let k = 1; k <= far; k++) {
      const x = c + dc * k;
      const y = r + dr * k;
      if (x < 0 || y < 0 || x >= columns || y >= rows) return false;
      if (print[y * columns + x]) return true;
    }
    return false;
  }
}
