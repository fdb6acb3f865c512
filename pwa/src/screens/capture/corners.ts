/** Moving a page's corners. A corner that would cross the page stays where it was. */
import type { Point, Quad } from '../../capture/protocol';

/** One press of an arrow key, and with Shift; fractions of the picture. */
export const STEP = 0.005;
export const LEAP = 0.03;
/** Of the picture's area: less is a slip of the finger, not a page. */
const LEAST_AREA = 0.01;

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

export function moved(quad: Quad, corner: number, to: Point): Quad {
  const point = { x: clamp(to.x), y: clamp(to.y) };
  const next = quad.map((each, place) => (place === corner ? point : each)) as unknown as Quad;
  return isPage(next) ? next : quad;
}

/** Clockwise, without a dent, and large enough to be a page. */
export function isPage(quad: Quad): boolean {
  let area = 0;
  for (let place = 0; place < 4; place += 1) {
    const [a, b, c] = [0, 1, 2].map((step) => quad[(place + step) % 4] as Point) as [Point, Point, Point];
    if ((b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x) <= 0) return false;
    area += (a.x * b.y - b.x * a.y) / 2;
  }
  return area >= LEAST_AREA;
}

const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Null where the key is none that moves a corner. */
export function movedByKey(quad: Quad, corner: number, key: string, far: boolean): Quad | null {
  const arrow = ARROWS[key];
  const from = quad[corner];
  if (!arrow || !from) return null;
  const step = far ? LEAP : STEP;
  return moved(quad, corner, { x: from.x + arrow[0] * step, y: from.y + arrow[1] * step });
}

/** What a screen reader says of a corner: how far from the left and from the top, in hundredths. */
export const told = ({ x, y }: Point): { x: number; y: number } => ({ x: Math.round(x * 100), y: Math.round(y * 100) });
