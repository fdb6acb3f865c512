/** Printed pages out of nothing: letters of dots with marks over them, and what can happen to a picture of them. */
import type { Pixels } from '../../src/capture/protocol';

/** Small letters, five dots wide and seven high. */
const LETTERS = [
  '.....,.....,.###.,....#,.####,#...#,.####',
  '#....,#....,####.,#...#,#...#,#...#,####.',
  '.....,.....,.###.,#....,#....,#....,.###.',
  '....#,....#,.####,#...#,#...#,#...#,.####',
  '.....,.....,.###.,#...#,#####,#....,.###.',
  '#....,#....,#.##.,##..#,#...#,#...#,#...#',
  '.....,.....,##.#.,#.#.#,#.#.#,#.#.#,#.#.#',
  '.....,.....,####.,#...#,#...#,#...#,#...#',
  '.....,.....,.###.,#...#,#...#,#...#,.###.',
  '.#...,.#...,####.,.#...,.#...,.#..#,..##.',
  '.....,.....,#...#,#...#,#...#,#..##,.##.#',
].map((letter) => letter.split(','));

/** Numbers 0..1 that look drawn by lot and are always the same. */
export function chance(seed = 1): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

interface Print {
  width?: number;
  height?: number;
  /** Pixels of a letter's dot: 3 is print of 12 points on a page of 1,900 pixels. */
  dot?: number;
  /** Share of the page, from the top, that carries lines. */
  filled?: number;
  paper?: number;
}

/** A page of lines with margins, photographed well. */
export function printed({ width = 700, height = 990, dot = 2.4, filled = 0.85, paper = 205 }: Print = {}): Pixels {
  const light = new Float32Array(width * height).fill(paper);
  const random = chance(7);
  const margin = width / 10;
  for (let y = margin; y < height * filled; y += dot * 15)
    for (let x = margin; x < width - margin; x += dot * (random() < 0.2 ? 11 : 6)) {
      const letter = LETTERS[Math.floor(random() * LETTERS.length)]!;
      letter.forEach((row, r) =>
        [...row].forEach((ink, c) => {
          if (ink === '#') rectangle(light, width, x + c * dot, y + r * dot, dot, dot, 40);
        }),
      );
      const low = letter[0] === '.....';
      if (low && random() < 0.45) rectangle(light, width, x + dot * 1.5, y - dot * 0.5, dot * 2, dot * 1.2, 40);
      if (low && random() < 0.05) rectangle(light, width, x + dot * 2, y + dot * 8.2, dot * 1.2, dot * 1.2, 40);
    }
  return grained(blurred(pixelsOf(light, width, height), 0.5), 3);
}

/** Edges between pixels darken them in part. */
function rectangle(light: Float32Array, width: number, x: number, y: number, w: number, h: number, ink: number): void {
  for (let b = Math.floor(y); b < y + h; b++)
    for (let a = Math.floor(x); a < x + w; a++) {
      const share = (Math.min(a + 1, x + w) - Math.max(a, x)) * (Math.min(b + 1, y + h) - Math.max(b, y));
      const i = b * width + a;
      if (light[i] !== undefined) light[i] = light[i] + (ink - light[i]) * share;
    }
}

function pixelsOf(light: Float32Array, width: number, height: number): Pixels {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let i = 0; i < light.length; i++) data[4 * i] = data[4 * i + 1] = data[4 * i + 2] = light[i]!;
  return { width, height, data };
}

function lightOf({ data }: Pixels): Float32Array {
  const light = new Float32Array(data.length / 4);
  for (let i = 0; i < light.length; i++) light[i] = data[i * 4]!;
  return light;
}

/** Each pixel's light as something else; `x` and `y` are fractions of the page. */
export function changed(page: Pixels, change: (light: number, x: number, y: number) => number): Pixels {
  const light = lightOf(page).map((value, i) => change(value, (i % page.width) / page.width, i / page.width / page.height));
  return pixelsOf(light, page.width, page.height);
}

/** The sensor's noise. */
export function grained(page: Pixels, strength: number): Pixels {
  const random = chance(99);
  return changed(page, (light) => light + (random() + random() + random() - 1.5) * 2 * strength);
}

/** Out of focus by so many pixels' standard deviation. */
export const blurred = (page: Pixels, deviation: number): Pixels => {
  const reach = Math.ceil(deviation * 3);
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * deviation ** 2)));
  return smeared(smeared(page, kernel, 1), kernel, page.width);
};

/** Shaken along the lines by so many pixels. */
export const shaken = (page: Pixels, length: number): Pixels => smeared(page, Array.from({ length }, () => 1), 1);

function smeared(page: Pixels, kernel: number[], step: number): Pixels {
  const light = lightOf(page);
  const sum = kernel.reduce((a, b) => a + b);
  const half = kernel.length >> 1;
  const out = light.map((_, i) => {
    let value = 0;
    for (let k = 0; k < kernel.length; k++) value += kernel[k]! * light[Math.max(0, Math.min(light.length - 1, i + (k - half) * step))]!;
    return value / sum;
  });
  return pixelsOf(out, page.width, page.height);
}

/** Turned clockwise by quarters. */
export function quartered(page: Pixels, quarters: number): Pixels {
  let { width, height } = page;
  let light = lightOf(page);
  for (let k = 0; k < quarters; k++) {
    const [w, h, from] = [width, height, light];
    light = from.map((_, i) => from[(h - 1 - (i % h)) * w + Math.floor(i / h)]!);
    [width, height] = [h, w];
  }
  return pixelsOf(light, width, height);
}
