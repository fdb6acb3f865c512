/** What a shape's sides, its inside and what lies around it look like, as numbers to be weighed. Pure. */
import type { Point } from '../../protocol';
import { A4, CARD, ratioOf } from '../straighten';
import { placeOf, type Edges, type Tones } from './edges';
import { drawn } from './lines';
import { along, type Shape } from './quads';

/** All from 0 to 1 but `lighter`, which begins at -1. */
export interface Looks {
  /** How well the sides are drawn, and the worst of them. */
  drawn: number;
  least: number;
  /** How well the worst of the sides' eight ends is drawn. */
  ends: number;
  /** How much one side's line goes on beyond its corners: a table's edge does, a sheet's not. */
  beyond: number;
  /** How much lighter it is just inside the sides than just outside. */
  lighter: number;
  /** How much the colour differs across the sides, and across the worst of them. */
  contrast: number;
  faintest: number;
  /** How much the colour changes along the sides just inside (a sheet's margin is blank), along the worst, and outside. */
  rough: number;
  roughest: number;
  outside: number;
  /** How much is drawn inside, writing left out: a cloth's checks are, a sheet is calm. */
  busy: number;
  /** How much the colour changes inside, whatever the light. */
  tints: number;
  /** How near it is to the shape of A4 or a card. */
  known: number;
  /** Long edge of a square of this area, of the picture's. */
  area: number;
}

/** Places along a side, and how many pixels to its left and right. */
const STEPS = 16;
const ASIDE = 7;
const GRID = 10;
/** A change of colour that counts half. */
const HALF = 12;
const HALF_TINT = 20;
const HALF_LIGHT = 20;
const NEAR_KNOWN = 0.15;

export function looksOf(shape: Shape, edges: Edges): Looks {
  const { corners } = shape;
  const long = corners.map((a, k) => Math.hypot(a.x - corners[(k + 1) % 4]!.x, a.y - corners[(k + 1) % 4]!.y));
  const total = long.reduce((sum, one) => sum + one, 0);
  const mean = (values: readonly number[]) => values.reduce((sum, value, k) => sum + value * long[k]!, 0) / total;
  const sides = corners.map((a, k) => sideOf(a, corners[(k + 1) % 4]!, edges.tones));
  const contrast = sides.map((side) => side.contrast), rough = sides.map((side) => side.rough);
  return {
    drawn: mean(shape.drawn),
    least: Math.min(...shape.drawn),
    ends: ends(shape),
    beyond: Math.max(...shape.beyond),
    lighter: mean(sides.map((side) => side.lighter)),
    contrast: mean(contrast),
    faintest: Math.min(...contrast),
    rough: mean(rough),
    roughest: Math.max(...rough),
    outside: mean(sides.map((side) => side.outside)),
    ...inside(corners, edges),
    known: known(corners, edges),
    area: Math.sqrt(shape.area),
  };
}

const part = (value: number, half: number): number => value / (value + half);

type Side = Record<'lighter' | 'contrast' | 'rough' | 'outside', number>;

/** What lies along a side, just inside and just outside. */
function sideOf(a: Point, b: Point, tones: Tones): Side {
  const long = Math.hypot(b.x - a.x, b.y - a.y), nx = (-(b.y - a.y) / long) * ASIDE, ny = ((b.x - a.x) / long) * ASIDE;
  const light = tones.planes[0]!;
  const inner: number[] = [], outer: number[] = [];
  let lighter = 0, contrast = 0, both = 0;
  for (let n = 0; n < STEPS; n++) {
    const share = 0.03 + (0.94 * (n + 0.5)) / STEPS;
    const x = a.x + (b.x - a.x) * share, y = a.y + (b.y - a.y) * share;
    const i = placeOf(tones, x + nx, y + ny), o = placeOf(tones, x - nx, y - ny);
    inner.push(i);
    outer.push(o);
    if (i < 0 || o < 0) continue;
    both++;
    lighter += Math.max(-1, Math.min(1, (light[i]! - light[o]!) / HALF_LIGHT));
    contrast += part(apart(tones, i, o), HALF);
  }
  const all = Math.max(1, both);
  return { lighter: lighter / all, contrast: contrast / all, rough: changes(tones, inner), outside: changes(tones, outer) };
}

/** How much the colour changes from each place to the next. */
function changes(tones: Tones, places: readonly number[]): number {
  let sum = 0, steps = 0;
  for (let n = 1; n < places.length; n++) {
    if (places[n]! < 0 || places[n - 1]! < 0) continue;
    sum += part(apart(tones, places[n]!, places[n - 1]!), HALF);
    steps++;
  }
  return sum / Math.max(1, steps);
}

function apart({ planes }: Tones, i: number, j: number): number {
  const [light, warm, cold] = planes as [Float32Array, Float32Array, Float32Array];
  const l = light[i]! - light[j]!, w = warm[i]! - warm[j]!, c = cold[i]! - cold[j]!;
  return Math.sqrt(0.5 * l * l + w * w + c * c);
}

function inside([a, b, c, d]: readonly Point[], { width, height, around, tones }: Edges): Pick<Looks, 'busy' | 'tints'> {
  const [, warm, cold] = tones.planes as [Float32Array, Float32Array, Float32Array];
  let busy = 0, warmth = 0, warm2 = 0, coldness = 0, cold2 = 0, count = 0;
  for (let n = 0; n < GRID; n++)
    for (let m = 0; m < GRID; m++) {
      const u = 0.08 + (0.84 * (m + 0.5)) / GRID, v = 0.08 + (0.84 * (n + 0.5)) / GRID;
      const x = (a!.x * (1 - u) + b!.x * u) * (1 - v) + (d!.x * (1 - u) + c!.x * u) * v;
      const y = (a!.y * (1 - u) + b!.y * u) * (1 - v) + (d!.y * (1 - u) + c!.y * u) * v;
      const at = placeOf(tones, x, y);
      if (at < 0) continue;
      count++;
      busy += around[Math.min(height - 1, y | 0) * width + Math.min(width - 1, x | 0)]!;
      warmth += warm[at]!;
      warm2 += warm[at]! ** 2;
      coldness += cold[at]!;
      cold2 += cold[at]! ** 2;
    }
  const all = Math.max(1, count);
  const spread = (sum: number, squares: number) => Math.max(0, squares / all - (sum / all) ** 2);
  return { busy: busy / all, tints: part(Math.sqrt(spread(warmth, warm2) + spread(coldness, cold2)), HALF_TINT) };
}

function known(corners: readonly Point[], frame: Edges): number {
  const ratio = ratioOf(corners, frame), long = Math.max(ratio, 1 / ratio);
  const off = Math.min(Math.abs(Math.log(long / A4)), Math.abs(Math.log(long / CARD)));
  return Math.max(0, 1 - off / NEAR_KNOWN);
}

function ends({ corners, sides }: Shape): number {
  let least = 1;
  sides.forEach((line, k) => {
    const from = along(line, corners[k]!), to = along(line, corners[(k + 1) % 4]!), reach = 0.12 * (to - from);
    least = Math.min(least, drawn(line, from, from + reach) / Math.abs(reach), drawn(line, to, to - reach) / Math.abs(reach));
  });
  return least;
}
