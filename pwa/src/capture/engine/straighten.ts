/** The page seen from straight above, by the projective map of its four corners. Pure. */
import type { Pixels, Point, Quad, Turn } from '../protocol';
import { FLAT, greenAt, shifted } from './bicubic';
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

/** A page's sides cast a shadow, and its corners are never exact: a hair's breadth of its margin is left out. */
const MARGIN = 0.003;

export function inside(corners: readonly Point[]): Point[] {
  const x = corners.reduce((sum, corner) => sum + corner.x, 0) / 4, y = corners.reduce((sum, corner) => sum + corner.y, 0) / 4;
  return corners.map((corner) => ({ x: corner.x + 2 * MARGIN * (x - corner.x), y: corner.y + 2 * MARGIN * (y - corner.y) }));
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

/** Pixels that are read along a straight line: so far the map of a page is one. */
const STRETCH = 16;
const EVEN = 0xff00ff;
/** Of each channel all bits but the last, moved down by one. */
const HALF = 0x7f7f7f;

/**
 * Writes one line of the straightened page at a time, as ABGR numbers. Reads between the pixels (bilinear,
 * two channels in one multiplication); outside the picture its edge goes on. `fine`: where strokes are, their
 * green is read by sixteen pixels instead of four, and the other colours go with it (decision 0131).
 */
export function linesOf(picture: Pixels, corners: readonly Point[], size: Size, fine = false): (y: number, line: Int32Array) => void {
  const [m0, m1, m2, m3, m4, m5, m6, m7] = projection(size, corners) as [
    number, number, number, number, number, number, number, number,
  ];
  const { width, height, data } = picture;
  const pixels = new Int32Array(data.buffer, data.byteOffset, width * height);
  const right = Math.max(0, width - 2), low = Math.max(0, height - 2);
  const beside = width > 1 ? 1 : 0, under = height > 1 ? width : 0;
  const holds = (u: number, v: number): boolean => u >= 0 && v >= 0 && u >> 16 <= right && v >> 16 <= low;
  const around = (u: number, v: number): boolean => u >= 65536 && v >= 65536 && u >> 16 < right && v >> 16 < low;
  return (y, line) => {
    const Y = y + 0.5;
    for (let x = 0; x < size.width; x += STRETCH) {
      const many = Math.min(STRETCH, size.width - x), from = x + 0.5, to = from + STRETCH;
      const w = 65536 / (m6 * from + m7 * Y + 1), end = 65536 / (m6 * to + m7 * Y + 1);
      let u = (m0 * from + m1 * Y + m2) * w - 32768 | 0, v = (m3 * from + m4 * Y + m5) * w - 32768 | 0;
      const du = ((m0 * to + m1 * Y + m2) * end - 32768 - u) / STRETCH | 0;
      const dv = ((m3 * to + m4 * Y + m5) * end - 32768 - v) / STRETCH | 0;
      const within = holds(u, v) && holds(u + du * (many - 1), v + dv * (many - 1));
      const finer = fine && around(u, v) && around(u + du * (many - 1), v + dv * (many - 1));
      for (let k = x; k < x + many; k++, u += du, v += dv) {
        let c = u >> 16, r = v >> 16, fx = u >> 8 & 255, fy = v >> 8 & 255;
        if (!within) {
          if (c < 0) c = fx = 0;
          else if (c > right) {
            c = right;
            fx = 256;
          }
          if (r < 0) r = fy = 0;
          else if (r > low) {
            r = low;
            fy = 256;
          }
        }
        const i = r * width + c, a = pixels[i]!, b = pixels[i + beside]!, d = pixels[i + under]!, e = pixels[i + under + beside]!;
        const green = a >>> 8 & 255, green1 = b >>> 8 & 255, green2 = d >>> 8 & 255, green3 = e >>> 8 & 255;
        const across = green - green3, along = green1 - green2;
        // Of bare paper nobody sees what lies between two pixels: their mean, channel by channel, costs a third.
        const bare = finer && across <= FLAT && across >= -FLAT && along <= FLAT && along >= -FLAT;
        if (bare) {
          line[k] = (a & e) + ((a ^ e) >>> 1 & HALF);
          continue;
        }
        const left = a & EVEN, left2 = d & EVEN;
        const top = (left << 8) + Math.imul((b & EVEN) - left, fx) >>> 8 & EVEN;
        const foot = (left2 << 8) + Math.imul((e & EVEN) - left2, fx) >>> 8 & EVEN;
        const above = (green << 8) + Math.imul(green1 - green, fx), below = (green2 << 8) + Math.imul(green3 - green2, fx);
        const even = (top << 8) + Math.imul(foot - top, fy) >>> 8 & EVEN;
        const middle = (above << 8) + Math.imul(below - above, fy) >>> 8 & 0xff00;
        let light = middle | even;
        if (finer) {
          const was = middle >> 8;
          light = shifted(even & 255, was, even >> 16, greenAt(pixels, i, width, fx, fy) - was);
        }
        line[k] = 0xff000000 | light;
      }
    }
  };
}

export function straighten(picture: Pixels, corners: readonly Point[], size: Size): Pixels {
  const data = new Uint8ClampedArray(size.width * size.height * 4);
  const page = new Int32Array(data.buffer), read = linesOf(picture, corners, size);
  for (let y = 0; y < size.height; y++) read(y, page.subarray(y * size.width, (y + 1) * size.width));
  return { ...size, data };
}
