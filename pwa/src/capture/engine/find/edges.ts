/** Where a small picture changes, after its writing was closed over so that letters draw no lines. */
import type { Pixels } from '../../protocol';

/** Gradient of the channel that changes most, pixel by pixel. */
export interface Edges {
  width: number;
  height: number;
  gx: Float32Array;
  gy: Float32Array;
  strength: Float32Array;
  /** How much is drawn around each place, 0..1. */
  around: Float32Array;
  /** Light and two differences of colour, at a quarter of the size. */
  tones: Tones;
}

export interface Tones {
  width: number;
  height: number;
  planes: Float32Array[];
}

const COARSER = 4;

/** -1 outside; x and y in the whole size. */
export function placeOf({ width, height }: Tones, x: number, y: number): number {
  const column = Math.floor(x / COARSER), row = Math.floor(y / COARSER);
  return column < 0 || row < 0 || column >= width || row >= height ? -1 : row * width + column;
}

/** Writing is thinner than this part of the long edge. */
const WRITING = 110;
/** A shadow darkens all colours alike: a change of colour counts more than one of light. */
const COLOUR = 4;

export function edgesOf(picture: Pixels): Edges {
  const { width, height } = picture;
  const size = width * height;
  const edges: Edges = {
    width, height, gx: new Float32Array(size), gy: new Float32Array(size), strength: new Float32Array(size),
    around: new Float32Array(size),
    tones: { width: Math.floor(width / COARSER), height: Math.floor(height / COARSER), planes: [] },
  };
  const [red, green, blue] = closed(picture), warm = new Float32Array(size), cold = new Float32Array(size);
  for (let i = 0; i < size; i++) {
    warm[i] = COLOUR * (red[i]! - green[i]!);
    cold[i] = COLOUR * (blue[i]! - green[i]!);
  }
  strongest(edges, [red, green, blue, warm, cold]);
  edges.tones.planes = [green, warm, cold].map((plane) => coarser(plane, width, edges.tones));
  blurred(edges.around, width, height, 4);
  return edges;
}

/** One number holds the three channels of a pixel, ten bits apart: one instruction compares all of them. */
const LIGHTEST = 255 | 255 << 10 | 255 << 20, GUARDS = 256 | 256 << 10 | 256 << 20;

/** Light of each channel as logarithm (a shadow only shifts it), thin dark strokes closed over. */
function closed({ width, height, data }: Pixels): [Float32Array, Float32Array, Float32Array] {
  const radius = Math.round(Math.max(width, height) / WRITING), line = width + radius, size = width * height;
  // Nothing lies around the lines: what is nothing is never the greatest.
  const plane = new Int32Array((height + 2 * radius) * line + radius), spare = new Int32Array(plane.length);
  const pixels = new Int32Array(data.buffer, data.byteOffset, size), frame = { width, height, line, radius };
  each(frame, (at, i) => (plane[at] = (pixels[i]! & 255) | (pixels[i]! & 0xff00) << 2 | (pixels[i]! & 0xff0000) << 4));
  // The greatest, then the least: the greatest of what is turned round.
  for (let turn = 0; turn < 2; turn++) {
    greatest(plane, spare, frame, 1, 0);
    greatest(plane, spare, frame, line, LIGHTEST);
  }
  const log = Float32Array.from({ length: 256 }, (_, value) => 40 * Math.log2(1 + value / 16));
  return [0, 10, 20].map((shift) => {
    const out = new Float32Array(size);
    each(frame, (at, i) => (out[i] = log[plane[at]! >> shift & 255]!));
    return out;
  }) as [Float32Array, Float32Array, Float32Array];
}

interface Frame {
  width: number;
  height: number;
  /** From one line of the plane to the next. */
  line: number;
  radius: number;
}

function each({ width, height, line, radius }: Frame, see: (at: number, i: number) => void): void {
  for (let y = 0, i = 0; y < height; y++)
    for (let at = radius + (radius + y) * line, end = at + width; at < end; at++) see(at, i++);
}

/** Greatest value up to `radius` places before and behind each, by doubling the reach; `flip` turns the answer round. */
function greatest(plane: Int32Array, spare: Int32Array, { width, height, line, radius }: Frame, step: number, flip: number): void {
  const span = 2 * radius + 1;
  let from = plane, reach = 1;
  for (; reach * 2 <= span; reach *= 2, from = spare)
    for (let i = 0, j = reach * step; j < plane.length; i++, j++) {
      const a = from[i]!, b = from[j]!, more = (b | GUARDS) - a & GUARDS;
      spare[i] = a ^ (a ^ b) & more - (more >>> 8);
    }
  const back = radius * step, rest = (span - reach) * step - back;
  for (let y = 0, row = radius * (line + 1); y < height; y++, row += line)
    for (let i = row, end = row + width; i < end; i++) {
      const a = from[i - back]!, b = from[i + rest]!, more = (b | GUARDS) - a & GUARDS;
      plane[i] = a ^ (a ^ b) & more - (more >>> 8) ^ flip;
    }
}

/** Sobel's gradient of the plane in which it is strongest; `strength` is squared meanwhile. */
function strongest({ width, height, gx, gy, strength, around }: Edges, planes: readonly Float32Array[]): void {
  const sums = new Float64Array(width), rises = new Float64Array(width);
  const row = (from: number): void => {
    for (const plane of planes) {
      // Of columns: each is asked for three times.
      for (let x = 0, i = from; x < width; x++, i++) {
        const above = plane[i - width]!, below = plane[i + width]!;
        sums[x] = above + 2 * plane[i]! + below;
        rises[x] = below - above;
      }
      for (let x = 1, i = from + 1; x < width - 1; x++, i++) {
        const dx = (sums[x + 1]! - sums[x - 1]!) / 8, dy = (rises[x - 1]! + 2 * rises[x]! + rises[x + 1]!) / 8;
        const strong = dx * dx + dy * dy;
        if (strong <= strength[i]!) continue;
        strength[i] = strong;
        gx[i] = dx;
        gy[i] = dy;
      }
    }
    for (let i = from; i < from + width; i++) {
      strength[i] = Math.sqrt(strength[i]!);
      around[i] = strength[i]! / (strength[i]! + 5);
    }
  };
  for (let y = 1; y < height - 1; y++) row(y * width);
}

/** Means over squares, in place. */
function blurred(plane: Float32Array, width: number, height: number, radius: number): void {
  const across = new Float32Array(Math.max(width, height));
  for (let y = 0; y < height; y++) smeared(plane, y * width, width, 1, radius, across);
  for (let x = 0; x < width; x++) smeared(plane, x, height, width, radius, across);
}

function smeared(plane: Float32Array, base: number, count: number, step: number, radius: number, line: Float32Array): void {
  for (let i = 0; i < count; i++) line[i] = plane[base + i * step]!;
  const at = (i: number) => line[i < 0 ? 0 : i >= count ? count - 1 : i]!;
  let sum = 0;
  for (let i = -radius; i <= radius; i++) sum += at(i);
  for (let i = 0; i < count; i++) {
    plane[base + i * step] = sum / (2 * radius + 1);
    sum += at(i + radius + 1) - at(i - radius);
  }
}

function coarser(plane: Float32Array, width: number, small: { width: number; height: number }): Float32Array {
  const out = new Float32Array(small.width * small.height);
  for (let y = 0; y < small.height * COARSER; y++)
    for (let x = 0, i = y * width, o = ((y / COARSER) | 0) * small.width; x < small.width; x++, o++)
      for (const end = i + COARSER; i < end; i++) out[o]! += plane[i]! / (COARSER * COARSER);
  return out;
}
