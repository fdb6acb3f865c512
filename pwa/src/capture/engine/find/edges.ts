/** Where a small picture changes, after its writing was closed over so that letters draw no lines. */
import type { Pixels } from '../../protocol';

/** Gradient of the channel that changes most, pixel by pixel. */
export interface Edges {
  width: number;
  height: number;
  gx: Float32Array;
  gy: Float32Array;
  strength: Float32Array;
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
  };
  const [red, green, blue] = [0, 1, 2].map((channel) => closed(picture, channel)) as [Float32Array, Float32Array, Float32Array];
  for (const plane of [red, green, blue]) strongest(edges, plane);
  for (let i = 0; i < size; i++) {
    red[i] = COLOUR * (red[i]! - green[i]!);
    blue[i] = COLOUR * (blue[i]! - green[i]!);
  }
  strongest(edges, red);
  strongest(edges, blue);
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

/** Sobel's gradient of the plane wherever it is stronger than what was there. */
function strongest({ width, height, gx, gy, strength }: Edges, plane: Float32Array): void {
  for (let y = 1; y < height - 1; y++)
    for (let x = 1, i = y * width + 1; x < width - 1; x++, i++) {
      const a = plane[i - width - 1]!, c = plane[i - width + 1]!, f = plane[i + width - 1]!, h = plane[i + width + 1]!;
      const dx = (c + 2 * plane[i + 1]! + h - a - 2 * plane[i - 1]! - f) / 8;
      const dy = (f + 2 * plane[i + width]! + h - a - 2 * plane[i - width]! - c) / 8;
      const strong = Math.sqrt(dx * dx + dy * dy);
      if (strong <= strength[i]!) continue;
      strength[i] = strong;
      gx[i] = dx;
      gy[i] = dy;
    }
}
