/** A straightened picture as the file that is sent: how large and how fine is decided by its content. */
import type { PictureKind, Pixels } from '../protocol';
import type { Content } from './content';
import { lossy } from './encode';
import { reduce } from './reduce';
import { CARD } from './straighten';
import { webpOf } from './webp';
import { whiten } from './whiten';

export interface Drawn {
  blob: Blob;
  width: number;
  height: number;
  colour: boolean;
}

/** Above this part of a picture's tones it is no paper; a paper with a portrait on it has a few. */
const PHOTOGRAPH = 0.35, PORTRAIT = 0.03;

/** By what is on it, once its light was evened out. */
export function kindFor(content: Content, shape: number): PictureKind {
  if (content.tones > PHOTOGRAPH) return 'photo';
  const card = Math.abs(Math.log(Math.max(shape, 1 / shape) / CARD)) < 0.02;
  return card && content.tones > PORTRAIT ? 'card' : 'page';
}

/** Where letters are this high (pixels), a page can be read by people and by programs. */
const LETTERS = 8.8;
/** Small print needs more pixels, but less than in proportion: it is drawn as sharp as it was seen. */
const BY_SIZE = 0.7;
/** Of a page without print to measure. */
export const PLAIN_EDGE = 1150;
const LEAST_EDGE = 850, MOST_EDGE = 1650;

/** How long a page should be whose letters are this high when it is `PLAIN_EDGE` long. */
export function edgeFor(letters: number): number {
  if (!letters) return PLAIN_EDGE;
  return Math.round(Math.max(LEAST_EDGE, Math.min(MOST_EDGE, PLAIN_EDGE * (LETTERS / letters) ** BY_SIZE)));
}
const CARD_EDGE = 1000, PHOTO_EDGE = 1400;

/** The longest edge that is worth sending. */
export function edgeOf(kind: PictureKind, { letters }: Content): number {
  return kind === 'page' ? edgeFor(letters) : kind === 'card' ? CARD_EDGE : PHOTO_EDGE;
}

/** Whitened, in place; with a portrait on it too soft for a few colours. */
export async function asPage(page: Pixels, content: Content): Promise<Drawn> {
  whiten(page);
  const { width, height } = page;
  const { colour } = content;
  if (content.tones <= PORTRAIT) {
    reduce(page, colour);
    const file = webpOf(page);
    if (file) return { blob: new Blob([file], { type: 'image/webp' }), width, height, colour };
  }
  return { blob: await lossy(page, { webp: 0.5, jpeg: 0.5 }), width, height, colour: true };
}

/** A card or a photograph, with its own colours. */
export async function asPicture(page: Pixels): Promise<Drawn> {
  const blob = await lossy(page, { webp: 0.72, jpeg: 0.72 });
  return { blob, width: page.width, height: page.height, colour: true };
}
