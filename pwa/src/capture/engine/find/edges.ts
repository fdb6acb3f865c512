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
  const [red, green, blue] = [0, 1, 2].map((channel) => closed(picture, channel)) as [Float32Array, Float32Array, Float32Array];
  for (const plane of [red, green, blue]) strongest(edges, plane);
  for (let i = 0; i < size; i++) {
    red[i] = COLOUR * (red[i]! - green[i]!);
    blue[i] = COLOUR * (blue[i]! - green[i]!);
  }
  strongest(edges, red);
  strongest(edges, blue);
  for (let i = 0; i < size; i++) edges.strength[i] = Math.sqrt(edges.strength[i]!);
  edges.tones.planes = [green, red, blue].map((plane) => coarser(plane, width, edges.tones));
  for (let i = 0; i < size; i++) edges.around[i] = edges.strength[i]! / (edges.strength[i]! + 5);
  blurred(edges.around, width, height, 4);
  return edges;
}

/** Light of one channel as logarithm (a shadow only shifts it), thin dark strokes closed over. */
function closed({ width, height, data }: Pixels, channel: number): Float32Array {
  const log = Float32Array.from({ length: 256 }, (_, value) => 40 * Math.log2(1 + value / 16));
  const plane = new Float32Array(width * height);
  for (let i = 0; i < plane.length; i++) plane[i] = log[data[i * 4 + channel]!]!;
  const radius = Math.round(Math.max(width, height) / WRITING);
  for (const greatest of [true, false]) {
    for (let y = 0; y < height; y++) extreme(plane, y * width, width, 1, radius, greatest);
    for (let x = 0; x < width; x++) extreme(plane, x, height, width, radius, greatest);
  }
  return plane;
}

/** Greatest (or least) value around each place of one line, in place, by doubling the reach. */
function extreme(plane: Float32Array, base: number, count: number, step: number, radius: number, greatest: boolean): void {
  const span = 2 * radius + 1, sign = greatest ? 1 : -1;
  const line = new Float32Array(count + 2 * radius);
  for (let i = 0; i < line.length; i++) line[i] = sign * plane[base + Math.max(0, Math.min(count - 1, i - radius)) * step]!;
  let reach = 1;
  for (; reach * 2 <= span; reach *= 2)
    for (let i = 0; i + reach < line.length; i++) if (line[i + reach]! > line[i]!) line[i] = line[i + reach]!;
  const rest = span - reach;
  for (let i = 0; i < count; i++) plane[base + i * step] = sign * Math.max(line[i]!, line[i + rest]!);
}

/** Sobel's gradient of the plane wherever it is stronger than what was there; `strength` is squared meanwhile. */
function strongest({ width, height, gx, gy, strength }: Edges, plane: Float32Array): void {
  for (let y = 1; y < height - 1; y++)
    for (let x = 1, i = y * width + 1; x < width - 1; x++, i++) {
      const a = plane[i - width - 1]!, c = plane[i - width + 1]!, f = plane[i + width - 1]!, h = plane[i + width + 1]!;
      const dx = (c + 2 * plane[i + 1]! + h - a - 2 * plane[i - 1]! - f) / 8;
      const dy = (f + 2 * plane[i + width]! + h - a - 2 * plane[i - width]! - c) / 8;
      const strong = dx * dx + dy * dy;
      if (strong <= strength[i]!) continue;
      strength[i] = strong;
      gx[i] = dx;
      gy[i] = dy;
    }
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
    for (let x = 0, row = Math.floor(y / COARSER) * small.width; x < small.width * COARSER; x++)
      out[row + ((x / COARSER) | 0)]! += plane[y * width + x]! / (COARSER * COARSER);
  return out;
}
