/** Corners more exactly than the vote for lines tells them: each side is laid through its own edge. */
import type { Point } from '../../protocol';
import type { Edges } from './edges';

const STEPS = 48;
/** Pixels to both sides in which a side's edge is looked for. */
const REACH = 4;
/** A place this far off the side counts half: a finger or a curled corner must not bend it. */
const HALF = 1.2;

export function refined(corners: readonly Point[], edges: Edges): Point[] {
  const sides = corners.map((a, k) => laid(a, corners[(k + 1) % 4]!, edges));
  return corners.map((corner, k) => {
    const better = crossing(sides[(k + 3) % 4]!, sides[k]!);
    return better && Math.hypot(better.x - corner.x, better.y - corner.y) < 2 * REACH ? better : corner;
  });
}

interface Side {
  from: Point;
  to: Point;
}

/** The side moved and turned so that it runs through the strongest edges near it. */
function laid(a: Point, b: Point, edges: Edges): Side {
  const long = Math.hypot(b.x - a.x, b.y - a.y), nx = -(b.y - a.y) / long, ny = (b.x - a.x) / long;
  const places: { t: number; off: number; strong: number }[] = [];
  for (let n = 0; n < STEPS; n++) {
    const t = 0.04 + (0.92 * (n + 0.5)) / STEPS;
    const found = across(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t, nx, ny, edges);
    if (found) places.push({ t, ...found });
  }
  let start = 0, end = 0;
  for (let turn = 0; turn < 4; turn++) [start, end] = straight(places, start, end);
  return { from: { x: a.x + nx * start, y: a.y + ny * start }, to: { x: b.x + nx * end, y: b.y + ny * end } };
}

/** The strongest edge across the side at one place, between pixels. */
function across(x: number, y: number, nx: number, ny: number, { width, height, gx, gy }: Edges): { off: number; strong: number } | null {
  const drawn = [];
  for (let d = -REACH - 1; d <= REACH + 1; d++) {
    const column = Math.round(x + d * nx), row = Math.round(y + d * ny);
    const inside = column > 0 && row > 0 && column < width - 1 && row < height - 1, i = row * width + column;
    drawn.push(inside ? Math.abs(gx[i]! * nx + gy[i]! * ny) : 0);
  }
  let at = 1;
  for (let k = 2; k < drawn.length - 1; k++) if (drawn[k]! > drawn[at]!) at = k;
  const [before, strong, after] = [drawn[at - 1]!, drawn[at]!, drawn[at + 1]!];
  if (strong < 1) return null;
  const bend = before - 2 * strong + after;
  const between = bend < 0 ? Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bend))) : 0;
  return { off: at - REACH - 1 + between, strong: strong / (strong + 5) };
}

/** Least squares in which what lies off counts less: how far the two ends of the side move. */
function straight(places: readonly { t: number; off: number; strong: number }[], start: number, end: number): [number, number] {
  let w = 0, wt = 0, wtt = 0, wo = 0, wto = 0;
  for (const { t, off, strong } of places) {
    const away = (off - start - (end - start) * t) / HALF, weight = strong / (1 + away * away);
    w += weight;
    wt += weight * t;
    wtt += weight * t * t;
    wo += weight * off;
    wto += weight * t * off;
  }
  const det = w * wtt - wt * wt;
  if (det < 1e-6) return [start, end];
  const slope = (w * wto - wt * wo) / det, base = (wo - slope * wt) / w;
  return [base, base + slope];
}

function crossing(one: Side, other: Side): Point | null {
  const ux = one.to.x - one.from.x, uy = one.to.y - one.from.y, vx = other.to.x - other.from.x, vy = other.to.y - other.from.y;
  const det = ux * vy - uy * vx;
  if (Math.abs(det) < 1e-6) return null;
  const s = ((other.from.x - one.from.x) * vy - (other.from.y - one.from.y) * vx) / det;
  return { x: one.from.x + s * ux, y: one.from.y + s * uy };
}
