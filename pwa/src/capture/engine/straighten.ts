/** The page seen from straight above, by the projective map of its four corners. Pure. */
import type { Pixels, Point, Quad, Turn } from '../protocol';
import type { Size } from './header';

export const A4 = Math.SQRT2;
export const CARD = 85.6 / 54;
/** How far from a known shape an estimate may be and still be taken for it. */
const NEAR = 0.11;

/** Corners in pixels. */
export const inPixels = (quad: Quad, { width, height }: Size): Point[] =>
  quad.map(({ x, y }) => ({ x: x * width, y: y * height }));

const apart = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/** Width and height of the page in the picture's pixels, by its longer sides. */
export function extent([a, b, c, d]: readonly Point[]): Size {
  return {
    width: Math.max(apart(a!, b!), apart(d!, c!)),
    height: Math.max(apart(b!, c!), apart(a!, d!)),
  };
}

/**
 * Width over height of the sheet itself. A camera's two vanishing points tell it when the page is
 * tilted both ways; else the mean sides are as good. Shapes near A4 or a card are taken for them.
 */
export function shapeOf(corners: readonly Point[], frame: Size): number {
  const ratio = ratioOf(corners, frame);
  for (const known of [1 / A4, A4, 1 / CARD, CARD]) if (Math.abs(Math.log(ratio / known)) < NEAR / 2) return known;
  const card = Math.abs(Math.log(Math.max(ratio, 1 / ratio) / CARD)) < NEAR;
  const known = card ? CARD : A4;
  if (Math.abs(Math.log(Math.max(ratio, 1 / ratio) / known)) < NEAR) return ratio < 1 ? 1 / known : known;
  return ratio;
}

/** As it would be measured. */
export const ratioOf = (corners: readonly Point[], frame: Size): number => tilted(corners, frame) ?? plain(corners);

function plain([a, b, c, d]: readonly Point[]): number {
  return (apart(a!, b!) + apart(d!, c!)) / (apart(b!, c!) + apart(a!, d!));
}

/** Zhang and He's whiteboard estimate with a focal length of 1.25 heights, about every phone's. */
function tilted(corners: readonly Point[], frame: Size): number | null {
  const focal = 1.25 * Math.max(frame.width, frame.height);
  const [a, b, c, d] = corners.map(({ x, y }) => [(x - frame.width / 2) / focal, (y - frame.height / 2) / focal, 1]);
  const k2 = dot(cross(a!, c!), d!) / dot(cross(b!, c!), d!);
  const k3 = dot(cross(a!, c!), b!) / dot(cross(d!, c!), b!);
  if (!Number.isFinite(k2) || !Number.isFinite(k3)) return null;
  const across = a!.map((part, i) => k2 * b![i]! - part);
  const down = a!.map((part, i) => k3 * d![i]! - part);
  const ratio = Math.sqrt(dot(across, across) / dot(down, down));
  return ratio > 0.2 && ratio < 5 ? ratio : null;
}

const dot = (a: number[], b: number[]): number => a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!;
const cross = (a: number[], b: number[]): number[] => [
  a[1]! * b[2]! - a[2]! * b[1]!,
  a[2]! * b[0]! - a[0]! * b[2]!,
  a[0]! * b[1]! - a[1]! * b[0]!,
];

/** Corners so that the page comes out turned clockwise. */
export function turned(corners: readonly Point[], turn: Turn): Point[] {
  const by = (4 - turn / 90) % 4;
  return [...corners.slice(by), ...corners.slice(0, by)];
}

/** The eight numbers of the map from a rectangle of this size to the corners. */
function projection({ width, height }: Size, [a, b, c, d]: readonly Point[]): number[] {
  const x1 = b!.x - c!.x, x2 = d!.x - c!.x, x3 = a!.x - b!.x + c!.x - d!.x;
  const y1 = b!.y - c!.y, y2 = d!.y - c!.y, y3 = a!.y - b!.y + c!.y - d!.y;
  const det = x1 * y2 - x2 * y1;
  const g = (x3 * y2 - x2 * y3) / det, h = (x1 * y3 - x3 * y1) / det;
  return [
    (b!.x - a!.x + g * b!.x) / width, (d!.x - a!.x + h * d!.x) / height, a!.x,
    (b!.y - a!.y + g * b!.y) / width, (d!.y - a!.y + h * d!.y) / height, a!.y,
    g / width, h / height,
  ];
}

/** Reads between the pixels (bilinear); outside the picture its edge goes on. */
export function straighten(picture: Pixels, corners: readonly Point[], { width, height }: Size): Pixels {
  const [m0, m1, m2, m3, m4, m5, m6, m7] = projection({ width, height }, corners) as [
    number, number, number, number, number, number, number, number,
  ];
  const out = new Uint8ClampedArray(width * height * 4);
  const { data } = picture;
  const row = picture.width * 4, right = picture.width - 1.001, low = picture.height - 1.001;
  let o = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++, o += 4) {
      const X = x + 0.5, Y = y + 0.5, w = 1 / (m6 * X + m7 * Y + 1);
      let u = (m0 * X + m1 * Y + m2) * w - 0.5, v = (m3 * X + m4 * Y + m5) * w - 0.5;
      u = u < 0 ? 0 : u > right ? right : u;
      v = v < 0 ? 0 : v > low ? low : v;
      const i = (v | 0) * row + (u | 0) * 4, fx = u - (u | 0), fy = v - (v | 0);
      const d = fx * fy, b = fx - d, c = fy - d, a = 1 - fx - c;
      out[o] = data[i]! * a + data[i + 4]! * b + data[i + row]! * c + data[i + row + 4]! * d;
      out[o + 1] = data[i + 1]! * a + data[i + 5]! * b + data[i + row + 1]! * c + data[i + row + 5]! * d;
      out[o + 2] = data[i + 2]! * a + data[i + 6]! * b + data[i + row + 2]! * c + data[i + row + 6]! * d;
      out[o + 3] = 255;
    }
  return { width, height, data: out };
}
