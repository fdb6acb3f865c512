/** Few colours: white, a grey and black, and tints of them where stamps and ink are. Pure. */
import { decider } from './doubts';
import type { Size } from './header';
import { takeSpecks } from './specks';
import { BLACK, DARK_BLUE, DARK_RED, GREY, PALE_BLUE, PALE_RED, PAPER, takeTints, type Tints } from './tints';

/** A picture by the numbers of its colours. */
export interface Drawn extends Size {
  /** ABGR as canvases keep it. */
  palette: readonly number[];
  /** One number a pixel. */
  numbers: Uint8Array;
  /** What of it is red or blue; null where nothing is. */
  tints: Tints | null;
}

const abgr = (red: number, green: number, blue: number): number => (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
const grey = (light: number): number => abgr(light, light, light);
/** Light below which black and a grey begin. */
const DARK = 110, PALE = 195;
/** Sixteen times as light, as sharpened pixels are reckoned. */
const BLACKS = 16 * DARK;
/** By their numbers. Tinted (`TINT`) they are white, pale and dark red, or white, pale and dark blue. */
const GREYS = [grey(255), grey(150), grey(35)];
/** How far red stands above the others (blue above red) to be a colour. */
export const COLOURED = 34;
/** What is as light is paper, however it is sharpened: neither grey, nor in doubt, nor a colour. */
const BARE = 245;
/** How much more strokes stand out from what lies around them than they were seen to. */
const SHARPER = 1.8;
/** Stronger noise than this (standard deviation, 0..255) would be sharpened into specks. */
export const QUIET = 5;
/** A pixel is in doubt so near (light) to where black begins, and to where grey does: marks are thin. */
const NEAR_BLACK = 10, NEAR_PAPER = 5;

export interface Finish {
  colour: boolean;
  /** Standard deviation, 0..255. */
  noise: number;
  /** How much more than usual it is sharpened; noise never is. */
  soft?: number;
  /** Light below which the grey of a quiet page begins. */
  pale?: number;
}

/** `read` writes a whitened line of the page. What is nearly paper is paper. */
export function reduce(read: (y: number, line: Int32Array) => void, { width, height }: Size, { colour, noise, soft = 1, pale = PALE }: Finish): Drawn {
  const quiet = noise <= QUIET, sharper = SHARPER * (quiet ? soft : (QUIET / noise) ** 2);
  const greys = 16 * (quiet ? pale : PALE), doubts = new Float32Array(width), decide = decider(doubts);
  const numbers = new Uint8Array(width * height);
  const lines = [0, 1, 2].map(() => new Int32Array(width)), lights = [0, 1, 2].map(() => new Int32Array(width));
  const load = (y: number) => {
    read(y, lines[y % 3]!);
    lightsOf(lines[y % 3]!, lights[y % 3]!);
  };
  load(0);
  for (let y = 0; y < height; y++) {
    if (y + 1 < height) load(y + 1);
    const near = [y ? y - 1 : y, y, y + 1 < height ? y + 1 : y].map((line) => lights[line % 3]!) as Near;
    const row = numbers.subarray(y * width, (y + 1) * width);
    toNumbers(row, lines[y % 3]!, near, colour, sharper, greys, doubts);
    if (quiet) decide(row, numbers.subarray((y - 1) * width, y * width));
  }
  if (!quiet) takeSpecks(numbers, width);
  return { width, height, palette: GREYS, numbers, tints: colour ? takeTints(numbers, width) : null };
}

function lightsOf(line: Int32Array, light: Int32Array): void {
  for (let x = 0; x < line.length; x++) {
    const pixel = line[x]!;
    light[x] = ((pixel & 255) * 77 + (pixel >> 8 & 255) * 151 + (pixel >> 16 & 255) * 28) >> 8;
  }
}

type Near = [above: Int32Array, here: Int32Array, below: Int32Array];

/** Beyond the edges the last pixel goes on. `pale`: where grey begins, sixteen times. */
function toNumbers(numbers: Uint8Array, line: Int32Array, [above, light, below]: Near, colour: boolean, sharper: number, pale: number, doubts: Float32Array): void {
  for (let x = 0, last = line.length - 1; x <= last; x++) {
    const here = light[x]!;
    if (here >= BARE) continue;
    const left = x && x - 1, right = x < last ? x + 1 : x;
    // What lies straight beside a pixel counts twice what lies across, and the pixel itself four times.
    const around = above[left]! + above[right]! + below[left]! + below[right]! + 2 * (above[x]! + below[x]! + light[left]! + light[right]!) + 4 * here;
    const sharp = 16 * here + sharper * (16 * here - around);
    const hue = colour ? hueOf(line[x]!) : 0;
    numbers[x] = hue || (sharp < BLACKS ? BLACK : sharp < pale ? GREY : PAPER);
    doubts[x] = doubtOf((sharp - BLACKS) / 16, (sharp - pale) / 16);
  }
}

/** How much lighter it is than where black or grey begins, so near to it that it may be either; else 0. */
const doubtOf = (black: number, grey: number): number => (Math.abs(black) < NEAR_BLACK ? black : Math.abs(grey) < NEAR_PAPER ? grey : 0);

/** 0 where it is grey. */
function hueOf(pixel: number): number {
  const r = pixel & 255, g = pixel >> 8 & 255, b = pixel >> 16 & 255;
  if (r - Math.max(g, b) > COLOURED) return g > 150 ? PALE_RED : DARK_RED;
  return b - r > COLOURED ? (r > 120 ? PALE_BLUE : DARK_BLUE) : PAPER;
}
