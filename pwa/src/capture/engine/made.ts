/** A straightened picture as the file that is sent: how large and how fine is decided by its content. */
import type { MakeOptions, PictureKind, Pixels } from '../protocol';
import { contentOf, type Content } from './content';
import { fitted } from './decode';
import { lossy } from './encode';
import { reduce } from './reduce';
import { resized } from './resize';
import { webpOf } from './webp';
import { whiten } from './whiten';

export interface Drawn {
  blob: Blob;
  width: number;
  height: number;
  colour: boolean;
}

export function kindOf(_page: Pixels, kind: MakeOptions['kind']): PictureKind {
  return kind === 'auto' ? 'page' : kind;
}

/** Letters of this height in pixels can still be read, by people and by programs. */
const LETTERS = 9;
const LEAST_EDGE = 800;

/** Whitened; in place. */
export async function asPage(page: Pixels): Promise<Drawn> {
  whiten(page);
  const content = contentOf(page);
  const fit = resized(page, fitted(page, edgeFor(page, content)));
  const { width, height } = fit;
  const soft = { width, height, data: fit.data.slice() };
  reduce(fit, content.colour);
  const file = webpOf(fit);
  const blob = file ? new Blob([file], { type: 'image/webp' }) : await lossy(soft, { webp: 0.5, jpeg: 0.5 });
  return { blob, width, height, colour: content.colour };
}

function edgeFor(page: Pixels, { letters }: Content): number {
  const long = Math.max(page.width, page.height);
  return letters ? Math.max(LEAST_EDGE, Math.round((long * LETTERS) / letters)) : 1100;
}

/** A card or a photograph, with its own colours. */
export async function asPicture(page: Pixels, kind: PictureKind): Promise<Drawn> {
  const fit = resized(page, fitted(page, kind === 'card' ? 1000 : 1400));
  const blob = await lossy(fit, { webp: 0.72, jpeg: 0.72 });
  return { blob, width: fit.width, height: fit.height, colour: true };
}
