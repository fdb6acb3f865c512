/** Of all four-sided shapes that lines can form, how much each looks like a sheet. */
import type { Pixels, Point } from '../../protocol';
import { A4, CARD, ratioOf } from '../straighten';
import { fitted } from '../decode';
import type { Size } from '../header';
import { resized } from '../resize';
import type { Edges } from './edges';
import { ANGLES, between, drawn, type Line } from './lines';

export interface Shape {
  corners: Point[];
  score: number;
  /** How well its worst side is drawn, 0..1. */
  least: number;
  /** How much lighter it is inside than outside, -1..1. */
  lighter: number;
  /** How much is drawn inside, writing left out, 0..1: a cloth's checks are, a sheet is calm. */
  busy: number;
  /** How much its colour changes inside, whatever the light, 0..1: paper has one. */
  tints: number;
  /** How near it is to the shape of A4 or a card, 0..1. */
  known: number;
  /** Part of the picture. */
  area: number;
}

const SMALLEST_AREA = 0.04;
/** Only the best by their lines are looked at more closely. */
const LOOKED_AT = 150;
const LIGHT_WEIGHT = 0.35;
const CALM_WEIGHT = 0.8;
const KNOWN_WEIGHT = 0.1;

/** The best first. */
export function shapesOf(picture: Pixels, edges: Edges, lines: Line[]): Shape[] {
  const pairs = pairsOf(lines, Math.min(picture.width, picture.height) * 0.12);
  const shapes: Shape[] = [];
  for (let i = 0; i < pairs.length; i++)
    for (let j = i + 1; j < pairs.length; j++) {
      const [a, b] = pairs[i]!, [c, d] = pairs[j]!;
      const shape = between(a, c) < 55 ? null : judged([c, b, d, a], picture);
      if (shape) shapes.push(shape);
    }
  shapes.sort((one, other) => other.score - one.score);
  const best = shapes.slice(0, LOOKED_AT);
  const coarse = resized(picture, fitted(picture, COARSE_EDGE));
  for (const shape of best) {
    shape.lighter = lighter(picture, shape.corners);
    shape.busy = busy(edges, shape.corners);
    shape.tints = tints(coarse, shape.corners, coarse.width / picture.width);
    shape.known = known(shape.corners, picture);
    shape.score += LIGHT_WEIGHT * shape.lighter - CALM_WEIGHT * shape.busy + KNOWN_WEIGHT * shape.known;
  }
  return best.sort((one, other) => other.score - one.score);
}

/** Opposite sides are nearly parallel and lie apart. */
function pairsOf(lines: Line[], least: number): [Line, Line][] {
  const pairs: [Line, Line][] = [];
  lines.forEach((a, i) => {
    for (const b of lines.slice(i + 1)) {
      if (between(a, b) > 22) continue;
      const flip = Math.abs(a.angle - b.angle) > ANGLES / 2 ? -1 : 1;
      if (Math.abs(a.rho - flip * b.rho) >= least) pairs.push([a, b]);
    }
  });
  return pairs;
}

/** Null when it cannot be a sheet: out of the picture, too small, a side too short. */
function judged(around: [Line, Line, Line, Line], { width, height }: Pixels): Shape | null {
  const slack = 0.03 * Math.max(width, height);
  const corners: Point[] = [];
  for (let k = 0; k < 4; k++) {
    const corner = crossing(around[(k + 3) % 4]!, around[k]!);
    if (!corner || corner.x < -slack || corner.y < -slack || corner.x > width + slack || corner.y > height + slack) return null;
    corners.push(corner);
  }
  const area = Math.abs(signedArea(corners)) / (width * height);
  if (area < SMALLEST_AREA) return null;
  let sum = 0, least = 1, length = 0;
  for (let k = 0; k < 4; k++) {
    const line = around[k]!, from = along(line, corners[k]!), to = along(line, corners[(k + 1) % 4]!);
    const long = Math.abs(to - from);
    if (long < 0.13 * Math.min(width, height)) return null;
    const side = sideOf(line, from, to, long);
    sum += side * long;
    length += long;
    least = Math.min(least, side);
  }
  return { corners: ordered(corners), score: (0.6 * sum) / length + 0.4 * least + 0.4 * Math.sqrt(area), least, lighter: 0, busy: 0, tints: 0, known: 0, area };
}

/** How well a side is drawn, less what goes on beyond its corners: a table's edge does, a sheet's not. */
function sideOf(line: Line, from: number, to: number, long: number): number {
  const beyond = 0.15 * long, low = Math.min(from, to), high = Math.max(from, to);
  const over = (drawn(line, low - beyond, low - 4) + drawn(line, high + 4, high + beyond)) / (2 * beyond);
  return drawn(line, from, to) / long - 0.35 * over;
}

function crossing(a: Line, b: Line): Point | null {
  const det = a.cos * b.sin - a.sin * b.cos;
  if (Math.abs(det) < 0.2) return null;
  return { x: (a.rho * b.sin - b.rho * a.sin) / det, y: (b.rho * a.cos - a.rho * b.cos) / det };
}

const along = (line: Line, point: Point): number => -point.x * line.sin + point.y * line.cos;

const signedArea = (corners: readonly Point[]): number =>
  corners.reduce((sum, p, i) => {
    const next = corners[(i + 1) % corners.length]!;
    return sum + p.x * next.y - next.x * p.y;
  }, 0) / 2;

/** Clockwise from the corner nearest to the top left. */
export function ordered(corners: readonly Point[]): Point[] {
  const clockwise = signedArea(corners) < 0 ? [...corners].reverse() : [...corners];
  const reach = clockwise.map(({ x, y }) => x + y);
  const first = reach.indexOf(Math.min(...reach));
  return [0, 1, 2, 3].map((i) => clockwise[(first + i) % 4]!);
}

const GRID = 16;
const COARSE_EDGE = 128;

/** Places all over the inside of a shape. */
function places([a, b, c, d]: readonly Point[], { width, height }: Size, see: (at: number) => void): void {
  for (let n = 0; n < GRID; n++)
    for (let m = 0; m < GRID; m++) {
      const u = 0.06 + (0.88 * (m + 0.5)) / GRID, v = 0.06 + (0.88 * (n + 0.5)) / GRID;
      const x = (a!.x * (1 - u) + b!.x * u) * (1 - v) + (d!.x * (1 - u) + c!.x * u) * v;
      const y = (a!.y * (1 - u) + b!.y * u) * (1 - v) + (d!.y * (1 - u) + c!.y * u) * v;
      see(Math.max(0, Math.min(height - 1, Math.round(y))) * width + Math.max(0, Math.min(width - 1, Math.round(x))));
    }
}

function busy(edges: Edges, corners: readonly Point[]): number {
  let sum = 0;
  places(corners, edges, (at) => (sum += edges.strength[at]! / (edges.strength[at]! + 5)));
  return sum / (GRID * GRID);
}

function tints(coarse: Pixels, corners: readonly Point[], scale: number): number {
  const { data } = coarse;
  const sums = [0, 0, 0, 0];
  const small = corners.map(({ x, y }) => ({ x: x * scale, y: y * scale }));
  places(small, coarse, (at) => {
    const green = Math.log2(data[at * 4 + 1]! + 8);
    const warm = Math.log2(data[at * 4]! + 8) - green, cold = Math.log2(data[at * 4 + 2]! + 8) - green;
    [warm, warm * warm, cold, cold * cold].forEach((value, i) => (sums[i]! += value));
  });
  const [warm, warm2, cold, cold2] = sums.map((sum) => sum / (GRID * GRID)) as [number, number, number, number];
  return Math.min(1, Math.sqrt(Math.max(0, warm2 - warm * warm + cold2 - cold * cold)));
}

function known(corners: readonly Point[], frame: Pixels): number {
  const ratio = ratioOf(corners, frame), long = Math.max(ratio, 1 / ratio);
  return Math.max(0, 1 - Math.min(Math.abs(Math.log(long / A4)), Math.abs(Math.log(long / CARD))) / 0.1);
}

/** A sheet is lighter just inside its sides than what lies just outside. */
function lighter(picture: Pixels, corners: readonly Point[]): number {
  let good = 0, all = 0;
  corners.forEach((a, k) => {
    const b = corners[(k + 1) % 4]!;
    const long = Math.hypot(b.x - a.x, b.y - a.y);
    const nx = -(b.y - a.y) / long, ny = (b.x - a.x) / long;
    for (let n = 1; n < 20; n++) {
      const x = a.x + ((b.x - a.x) * n) / 20, y = a.y + ((b.y - a.y) * n) / 20;
      const inside = lightAt(picture, x + nx * 6, y + ny * 6), outside = lightAt(picture, x - nx * 6, y - ny * 6);
      if (inside < 0 || outside < 0) continue;
      all++;
      good += Math.max(-1, Math.min(1, (inside - outside) / 25));
    }
  });
  return all ? good / all : 0;
}

/** -1 outside the picture. */
function lightAt({ width, height, data }: Pixels, x: number, y: number): number {
  const column = Math.round(x), row = Math.round(y);
  if (column < 0 || row < 0 || column >= width || row >= height) return -1;
  const i = (row * width + column) * 4;
  return (data[i]! + data[i + 1]! + data[i + 2]!) / 3;
}
