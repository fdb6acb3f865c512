/** A straightened picture as the file that is sent: how large and how fine is decided by its content. */
import type { Measured } from '../judge/features';
import type { PictureKind, Pixels, Point } from '../protocol';
import type { Content } from './content';
import { lossy } from './encode';
import type { Size } from './header';
import { type Finish, QUIET, reduce } from './reduce';
import { CARD, linesOf, straighten } from './straighten';
import { webpOf } from './webp';
import { whiten, whitener, type Light } from './whiten';

export interface Drawn {
  blob: Blob;
  width: number;
  height: number;
  colour: boolean;
}

/** Above this part of a picture's tones it is no paper; a paper with a portrait on it has a few. */
const PHOTOGRAPH = 0.35;
export const PORTRAIT = 0.03;
/** More of a picture than this is of another hue than one paper; a card has coloured grounds. */
const MANY_HUES = 0.2, CARD_HUES = 0.08;
/** Print is usually lower, in parts of the page's long side: leaves and stones look like larger letters. */
const HIGHEST_PRINT = 0.0125;
/** Of the letters of a page even blurred ones stand beside each other; of a field's specks hardly any do. */
const LEAST_BESIDE = 0.1;

export interface Seen {
  /** Width over height. */
  shape: number;
  /** `varietyOf` before the light was evened out. */
  hues: number;
  /** Height of the letters, in parts of the long side; 0 where there are too few. */
  letters: number;
  /** Part of them, 0..1, that stand beside or below another. */
  beside: number;
}

/** By its hues as they were photographed, and what is on it once its light was evened out. */
export function kindFor({ tones }: Content, { shape, hues, letters, beside }: Seen): PictureKind {
  const card = Math.abs(Math.log(Math.max(shape, 1 / shape) / CARD)) < 0.02;
  if (card && (tones > PORTRAIT || hues > CARD_HUES)) return 'card';
  const printed = letters > 0 && letters < HIGHEST_PRINT && beside > LEAST_BESIDE;
  return tones > PHOTOGRAPH || (hues > MANY_HUES && !printed) ? 'photo' : 'page';
}

/** Where letters are this high (pixels), a full page can be read by people and by programs. */
const LETTERS = 9.6;
/** A page with fewer letters than this has bytes to spare: its letters are made higher, up to so many times. */
const MANY = 900, HIGHER = 1.35;
/** Of a page without print to measure. */
const PLAIN_EDGE = 1150;
const LEAST_EDGE = 850, MOST_EDGE = 2000;
/** A full page of large print takes so few bytes that its letters are made higher: it is at least this long. */
const FULL_EDGE = 1350;

/** How long a page should be with so many letters, which are this part of its long side high. */
export function edgeFor(letters: number, many: number): number {
  if (!letters) return PLAIN_EDGE;
  // What a page takes grows with its letters' number and the square of their height.
  const higher = Math.max(1, Math.min(HIGHER, Math.sqrt(MANY / many)));
  const least = Math.max(LEAST_EDGE, FULL_EDGE * Math.min(1, many / MANY));
  return Math.round(Math.max(least, Math.min(MOST_EDGE, (LETTERS * higher) / letters)));
}
/** Strokes are thin where fewer of their pixels than this part are nearly as dark as strokes are: marks of letters get lost. */
const THIN = 0.35;
/** A full page of thin strokes is drawn larger by so much for what is missing, and at most so many times. */
const FINER = 8, FINEST = 1.08;

/** How many times larger than usual a page is drawn, than the picture has it if need be: greys keep more of what lies between pixels. */
export function finerOf({ letters, core }: Pick<Measured, 'letters' | 'core'>): number {
  return letters < MANY ? 1 : Math.max(1, Math.min(FINEST, 1 + FINER * (THIN - core)));
}

/** From one pixel to the next the strokes of a crisp page change by so much of what they change in all. */
const CRISP = 0.2;
/** What changes less is sharpened until it would change by so much: a fifth more than a page that is just crisp. */
const CLEAR = 0.24;
/** Sharpened more than this many times the grain of the paper would show. */
const SOFTEST = 2;
/** Light (0..255) below which its grey begins: the marks of small print are hardly darker than paper. */
const FINE = 203;

/**
 * How a full page is drawn, which has no bytes to spare for higher letters: one that came out soft (a
 * lens, or letters of few pixels) is sharpened more.
 * `change` is measured over a pixel of the page as large as it was seen; it is sent in another size.
 */
export function finishOf({ letters, change }: Pick<Measured, 'letters' | 'change'>, seen: Size, sent: Size): Pick<Finish, 'soft' | 'pale'> {
  if (letters < MANY) return {};
  const here = (change[0]! * Math.max(seen.width, seen.height)) / Math.max(sent.width, sent.height);
  return { soft: here < CRISP ? Math.min(SOFTEST, CLEAR / here) : 1, pale: FINE };
}

const CARD_EDGE = 1000, PHOTO_EDGE = 1400;

/** The longest edge that is worth sending. */
export function edgeOf(kind: PictureKind, letters: number, many: number): number {
  return kind === 'page' ? edgeFor(letters, many) : kind === 'card' ? CARD_EDGE : PHOTO_EDGE;
}

/** Never more pixels than the picture has of it (`seen`), but `finer` times as many; `shape` is width over height. */
export function sizeOf({ shape, seen }: { shape: number; seen: number }, edge: number, finer = 1): Size {
  const long = Math.max(1, Math.round(Math.min(edge, seen) * finer));
  const short = Math.max(1, Math.round(long * Math.min(shape, 1 / shape)));
  return shape < 1 ? { width: short, height: long } : { width: long, height: short };
}

/** Whitened; with a portrait on it too soft for a few colours. Noise is as the judge measured it. */
export async function asPage(picture: Pixels, corners: readonly Point[], size: Size, light: Light, { colour, tones }: Content, finish: Omit<Finish, 'colour'>): Promise<Drawn> {
  if (tones > PORTRAIT) {
    const page = straighten(picture, corners, size);
    whiten(page);
    return { blob: await lossy(page, { webp: 0.5, jpeg: 0.5 }), ...size, colour: true };
  }
  const read = linesOf(picture, corners, size, finish.noise <= QUIET), white = whitener(light, size);
  const drawn = reduce((y, line) => {
    read(y, line);
    white(y, line);
  }, size, { colour, ...finish });
  return { blob: new Blob([webpOf(drawn)], { type: 'image/webp' }), ...size, colour };
}

/** A card or a photograph, with its own colours. */
export async function asPicture(page: Pixels): Promise<Drawn> {
  const blob = await lossy(page, { webp: 0.72, jpeg: 0.72 });
  return { blob, width: page.width, height: page.height, colour: true };
}
