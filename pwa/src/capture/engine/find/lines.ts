/** Straight lines of a picture: voted for by its edges (Hough), each with how well it is drawn. */
import type { Edges } from './edges';

/** x·cos + y·sin = rho, in pixels. */
export interface Line {
  cos: number;
  sin: number;
  rho: number;
  /** The same, from the picture's middle. */
  middle: number;
  /** 0..179, of the normal, in degrees. */
  angle: number;
  /** How much of the line is drawn up to each place along it, from `start` on. */
  sums: Float32Array;
  start: number;
}

export const ANGLES = 180;
const MOST = 64;
/** Degrees to both sides that an edge votes for: its own direction is not exact. */
const SPREAD = 6;
const WEAKEST = 1.2;
const HALF_VOTE = 3;
/** Pixels aside of an edge at which it must be calm on one side at least; else it is cloth or grain. */
const ASIDE = 9;
const CALM = 40;
/** Lines nearer than this to a found one, in pixels at the picture's middle and in degrees, are the same. */
const SAME = 5;
const SAME_TURN = 2;

const COS = Float64Array.from({ length: ANGLES }, (_, angle) => Math.cos((angle * Math.PI) / ANGLES));
const SIN = Float64Array.from({ length: ANGLES }, (_, angle) => Math.sin((angle * Math.PI) / ANGLES));

export function linesOf(edges: Edges): Line[] {
  const reach = Math.ceil(Math.hypot(edges.width, edges.height) / 2) + 1, span = 2 * reach + 1;
  const votes = votesOf(edges, reach);
  const least = Math.min(edges.width, edges.height) * 0.06;
  const lines: Line[] = [];
  const best = Float32Array.from({ length: ANGLES }, (_, angle) => greatest(votes, angle, span));
  while (lines.length < MOST) {
    const angle = best.indexOf(Math.max(...best));
    if (best[angle]! < least) break;
    const rho = votes.indexOf(best[angle]!, angle * span) - angle * span - reach;
    lines.push(measured(edges, angle, Math.round(rho + (COS[angle]! * edges.width + SIN[angle]! * edges.height) / 2), 2 * reach));
    for (let turn = -SAME_TURN; turn <= SAME_TURN; turn++) {
      const other = (angle + turn + ANGLES) % ANGLES, wraps = other !== angle + turn;
      const from = other * span + (wraps ? -rho : rho) + reach - SAME;
      votes.fill(0, Math.max(other * span, from), Math.min((other + 1) * span, from + 2 * SAME + 1));
      best[other] = greatest(votes, other, span);
    }
  }
  return lines;
}

function greatest(votes: Float32Array, angle: number, span: number): number {
  let found = 0;
  for (let i = angle * span, end = i + span; i < end; i++) if (votes[i]! > found) found = votes[i]!;
  return found;
}

function votesOf({ width, height, gx, gy, strength, around }: Edges, reach: number): Float32Array {
  const span = 2 * reach + 1;
  const votes = new Float32Array(ANGLES * span);
  const calmAt = (x: number, y: number) => (x < 0 || y < 0 || x >= width || y >= height ? 1 : around[y * width + x]!);
  const row = (y: number): void => {
    for (let x = 2; x < width - 2; x++) {
      const i = y * width + x, strong = strength[i]!;
      if (strong < WEAKEST) continue;
      const dx = Math.round((ASIDE * gx[i]!) / strong), dy = Math.round((ASIDE * gy[i]!) / strong);
      const calm = Math.min(calmAt(x + dx, y + dy), calmAt(x - dx, y - dy));
      const weight = strong / (strong + HALF_VOTE) / (1 + CALM * calm * calm);
      let at = (Math.round((Math.atan2(gy[i]!, gx[i]!) * ANGLES) / Math.PI) + 2 * ANGLES - SPREAD) % ANGLES;
      for (let turn = -SPREAD; turn <= SPREAD; turn++, at = at + 1 < ANGLES ? at + 1 : 0)
        votes[at * span + Math.round((x - width / 2) * COS[at]! + (y - height / 2) * SIN[at]! + reach)]! += weight;
    }
  };
  for (let y = 2; y < height - 2; y++) row(y);
  return votes;
}

/** How well the picture draws this line, as running sums: any stretch of it costs one subtraction. */
function measured({ width, height, gx, gy, strength }: Edges, angle: number, rho: number, reach: number): Line {
  const cos = COS[angle]!, sin = SIN[angle]!;
  const sums = new Float32Array(2 * reach + 2);
  for (let t = -reach; t <= reach; t++) {
    let best = 0;
    for (let d = -2; d <= 2; d++) {
      const x = Math.round((rho + d) * cos - t * sin), y = Math.round((rho + d) * sin + t * cos);
      if (x < 1 || y < 1 || x >= width - 1 || y >= height - 1) continue;
      const i = y * width + x;
      const across = Math.abs(gx[i]! * cos + gy[i]! * sin);
      const drawn = (across / (across + 5)) * (across > 0.8 * strength[i]! ? 1 : 0.3);
      if (drawn > best) best = drawn;
    }
    sums[t + reach + 1] = sums[t + reach]! + best;
  }
  return { cos, sin, rho, middle: rho - (cos * width + sin * height) / 2, angle, sums, start: -reach };
}

/** How much of the line between two places is drawn, in pixels. */
export function drawn({ sums, start }: Line, from: number, to: number): number {
  const at = (t: number) => sums[Math.max(0, Math.min(sums.length - 1, Math.round(t) - start))]!;
  return at(Math.max(from, to)) - at(Math.min(from, to));
}

/** Degrees between two lines, 0..90. */
export function between(a: Line, b: Line): number {
  const turn = Math.abs(a.angle - b.angle);
  return Math.min(turn, ANGLES - turn);
}
