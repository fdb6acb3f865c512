/** All four-sided shapes that lines can form, the likeliest first as far as their lines tell. */
import type { Point } from '../../protocol';
import type { Edges } from './edges';
import { ANGLES, between, drawn, type Line } from './lines';

/** Four lines that may be a sheet's sides. */
export interface Shape {
  /** Clockwise; side k leads from corner k to the next. */
  corners: Point[];
  sides: Line[];
  /** How well each side is drawn, 0..1. */
  drawn: number[];
  /** How much each side's line goes on beyond its corners, 0..1: a table's edge does, a sheet's not. */
  beyond: number[];
  /** Part of the picture. */
  area: number;
  /** Told by the lines alone and a few places inside. */
  score: number;
}

const SMALLEST_AREA = 0.03;
/** Of the picture's short edge: the shortest side, and the least that opposite ones lie apart. */
const SHORTEST = 0.1;
/** Only so many are looked at more closely. */
const LOOKED_AT = 200;
/** So many are gathered before all but the best are dropped. */
const HEAP = 2000;
const LEAST_DRAWN = 0.1;
const BEYOND_WEIGHT = 0.35;
const LEAST_WEIGHT = 0.4;
const AREA_WEIGHT = 0.4;
const BUSY_WEIGHT = 2;

/** The best first. */
export function shapesOf(edges: Edges, lines: Line[]): Shape[] {
  const pairs = pairsOf(lines, Math.min(edges.width, edges.height) * SHORTEST);
  const meet = lines.map((one) => lines.map((other) => crossing(one, other, edges)));
  const shapes: Shape[] = [];
  let bar = -Infinity;
  for (let i = 0; i < pairs.length; i++)
    for (let j = i + 1; j < pairs.length; j++) {
      const [a, b] = pairs[i]!, [c, d] = pairs[j]!;
      const ac = meet[a]![c], bc = meet[b]![c], bd = meet[b]![d], ad = meet[a]![d];
      if (!ac || !bc || !bd || !ad || between(lines[a]!, lines[c]!) < 50) continue;
      const shape = judged([ac, bc, bd, ad], [lines[c]!, lines[b]!, lines[d]!, lines[a]!], edges, bar);
      if (shape) shapes.push(shape);
      if (shapes.length === HEAP) bar = best(shapes).at(-1)!.score;
    }
  return best(shapes);
}

/** Sorted and cut to those that are looked at. */
function best(shapes: Shape[]): Shape[] {
  shapes.sort((one, other) => other.score - one.score);
  shapes.length = Math.min(shapes.length, LOOKED_AT);
  return shapes;
}

/** Opposite sides are nearly parallel and lie apart. */
function pairsOf(lines: Line[], least: number): [number, number][] {
  const pairs: [number, number][] = [];
  lines.forEach((a, i) =>
    lines.forEach((b, k) => {
      if (k <= i || between(a, b) > 22) return;
      const flip = Math.abs(a.angle - b.angle) > ANGLES / 2 ? -1 : 1;
      if (Math.abs(a.middle - flip * b.middle) >= least) pairs.push([i, k]);
    }),
  );
  return pairs;
}

/** Null when it cannot be a sheet (dented, too small, a side too short or not drawn) or stays below the bar. */
function judged(corners: Point[], around: Line[], edges: Edges, bar: number): Shape | null {
  const { width, height } = edges;
  const turn = twist(corners);
  if (!turn) return null;
  const area = Math.abs(signedArea(corners)) / (width * height);
  if (area < SMALLEST_AREA) return null;
  const sides = [0, 0, 0, 0], over = [0, 0, 0, 0];
  let sum = 0, least = 1, length = 0;
  for (let k = 0; k < 4; k++) {
    const line = around[k]!, from = along(line, corners[k]!), to = along(line, corners[(k + 1) % 4]!);
    const long = Math.abs(to - from);
    if (long < SHORTEST * Math.min(width, height)) return null;
    sides[k] = drawn(line, from, to) / long;
    if (sides[k]! < LEAST_DRAWN) return null;
    over[k] = beyond(line, from, to, long);
    const good = sides[k]! - BEYOND_WEIGHT * over[k]!;
    sum += good * long;
    length += long;
    least = Math.min(least, good);
  }
  const lines = ((1 - LEAST_WEIGHT) * sum) / length + LEAST_WEIGHT * least + AREA_WEIGHT * Math.sqrt(area);
  if (lines <= bar) return null;
  const score = lines - BUSY_WEIGHT * busy(edges, corners);
  if (score <= bar) return null;
  if (turn > 0) return { corners, sides: around, drawn: sides, beyond: over, area, score };
  const [a, b, c, d] = corners as [Point, Point, Point, Point];
  return { corners: [a, d, c, b], sides: around.reverse(), drawn: sides.reverse(), beyond: over.reverse(), area, score };
}

/** How much of the line is drawn a little way beyond its two corners. */
function beyond(line: Line, from: number, to: number, long: number): number {
  const far = 0.15 * long, low = Math.min(from, to), high = Math.max(from, to);
  return (drawn(line, low - far, low - 4) + drawn(line, high + 4, high + far)) / (2 * far);
}

const FEW = 6;

/** A few places inside are enough to tell a sheet from checked cloth. */
function busy({ width, height, around }: Edges, [a, b, c, d]: readonly Point[]): number {
  let sum = 0;
  for (let n = 0; n < FEW; n++)
    for (let m = 0; m < FEW; m++) {
      const u = 0.06 + (0.88 * (m + 0.5)) / FEW, v = 0.06 + (0.88 * (n + 0.5)) / FEW;
      const x = (a!.x * (1 - u) + b!.x * u) * (1 - v) + (d!.x * (1 - u) + c!.x * u) * v;
      const y = (a!.y * (1 - u) + b!.y * u) * (1 - v) + (d!.y * (1 - u) + c!.y * u) * v;
      sum += around[Math.max(0, Math.min(height - 1, y | 0)) * width + Math.max(0, Math.min(width - 1, x | 0))]!;
    }
  return sum / (FEW * FEW);
}

/** Where two lines meet; null when that is far outside the picture. */
function crossing(a: Line, b: Line, { width, height }: Edges): Point | null {
  const det = a.cos * b.sin - a.sin * b.cos;
  if (Math.abs(det) < 0.2) return null;
  const x = (a.rho * b.sin - b.rho * a.sin) / det, y = (b.rho * a.cos - a.rho * b.cos) / det;
  const slack = 0.03 * Math.max(width, height);
  return x < -slack || y < -slack || x > width + slack || y > height + slack ? null : { x, y };
}

/** How far along the line a place lies. */
export const along = (line: Line, point: Point): number => -point.x * line.sin + point.y * line.cos;

/** 1 clockwise, -1 the other way round, 0 when it is dented or crosses itself. */
function twist([a, b, c, d]: readonly Point[]): number {
  const sum = bend(a!, b!, c!) + bend(b!, c!, d!) + bend(c!, d!, a!) + bend(d!, a!, b!);
  return sum === 4 ? 1 : sum === -4 ? -1 : 0;
}

const bend = (a: Point, b: Point, c: Point): number => Math.sign((b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x));

function signedArea([a, b, c, d]: readonly Point[]): number {
  return ((c!.x - a!.x) * (d!.y - b!.y) - (c!.y - a!.y) * (d!.x - b!.x)) / 2;
}

/** Clockwise from the corner nearest to the top left. */
export function ordered(corners: readonly Point[]): Point[] {
  const clockwise = signedArea(corners) < 0 ? [...corners].reverse() : [...corners];
  const reach = clockwise.map(({ x, y }) => x + y);
  const first = reach.indexOf(Math.min(...reach));
  return [0, 1, 2, 3].map((i) => clockwise[(first + i) % 4]!);
}
