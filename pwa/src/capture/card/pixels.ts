/** Grey pixels made easier to read for a reader of codes: even light, more contrast, sharper edges. */
import type { Look } from './attempts';

export interface Rgba {
  data: Uint8ClampedArray;
  width: number;
  height: number;
}

/** Changes the pixels in place; a plain look costs nothing. */
export function prepare(picture: Rgba, { gamma, flatten, sharpen }: Look): void {
  if (!gamma && !flatten && !sharpen) return;
  let grey = greyOf(picture);
  if (flatten) grey = evened(grey, picture.width, picture.height);
  if (sharpen) grey = sharpened(grey, picture.width, picture.height);
  spread(grey, gamma ?? 1);
  grey.forEach((value, index) => picture.data.fill(value, index * 4, index * 4 + 3));
}

function greyOf({ data, width, height }: Rgba): Float32Array {
  const grey = new Float32Array(width * height);
  for (let index = 0; index < grey.length; index += 1) {
    const at = index * 4;
    grey[index] = (data[at] ?? 0) * 0.299 + (data[at + 1] ?? 0) * 0.587 + (data[at + 2] ?? 0) * 0.114;
  }
  return grey;
}

/** Parts of the width that count as one neighbourhood: about six modules of a dense code. */
const NEIGHBOURHOOD = 12;

/** Divided by the brightness around each pixel: a shadow's or a glare's border goes, modules stay. */
function evened(grey: Float32Array, width: number, height: number): Float32Array {
  const mean = blurred(grey, width, height, Math.max(4, Math.round(Math.max(width, height) / NEIGHBOURHOOD / 2)));
  return grey.map((value, index) => Math.min(255, (value / Math.max(8, mean[index] ?? 8)) * 128));
}

/** Parts of the width over which a module's edge is smeared when a code is drawn large. */
const SMEARED = 180;

function sharpened(grey: Float32Array, width: number, height: number): Float32Array {
  const soft = blurred(grey, width, height, Math.max(2, Math.round(Math.max(width, height) / SMEARED)));
  return grey.map((value, index) => value + 2 * (value - (soft[index] ?? value)));
}

/** From the 2nd to the 98th of a hundred values over the whole range. */
function spread(grey: Float32Array, gamma: number): void {
  const counts = new Uint32Array(256);
  for (const value of grey) {
    const level = Math.max(0, Math.min(255, Math.round(value)));
    counts[level] = (counts[level] ?? 0) + 1;
  }
  const low = levelAt(counts, grey.length * 0.02);
  const high = Math.max(low + 1, levelAt(counts, grey.length * 0.98));
  for (let index = 0; index < grey.length; index += 1) {
    const part = Math.max(0, Math.min(1, ((grey[index] ?? 0) - low) / (high - low)));
    grey[index] = 255 * part ** gamma;
  }
}

function levelAt(counts: Uint32Array, wanted: number): number {
  let reached = 0;
  return counts.findIndex((count) => (reached += count) >= wanted);
}

/** The mean of a square of (2 × radius + 1) pixels, by running sums: once across, once down. */
function blurred(grey: Float32Array, width: number, height: number, radius: number): Float32Array {
  const across = new Float32Array(grey.length);
  for (let row = 0; row < height; row += 1) run(grey, across, row * width, 1, width, radius);
  const down = new Float32Array(grey.length);
  for (let column = 0; column < width; column += 1) run(across, down, column, width, height, radius);
  return down;
}

function run(from: Float32Array, to: Float32Array, start: number, step: number, count: number, radius: number): void {
  const at = (place: number): number => from[start + Math.max(0, Math.min(count - 1, place)) * step] ?? 0;
  let sum = 0;
  for (let place = -radius; place <= radius; place += 1) sum += at(place);
  for (let place = 0; place < count; place += 1) {
    to[start + place * step] = sum / (2 * radius + 1);
    sum += at(place + radius + 1) - at(place - radius);
  }
}
