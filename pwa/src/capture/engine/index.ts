/**
 * Pictures that are being worked on: looked at once, made into a page as often as the person moves a
 * corner, then forgotten. What is kept of one is at most 2400 pixels long (17 MB).
 */
import { CaptureError } from '../fault';
import { judge } from '../judge';
import { WHOLE, type Looked, type Made, type MakeOptions, type Pixels, type Point, type Quad, type Turn } from '../protocol';
import { contentOf, type Content } from './content';
import { decode, fitted, KEPT_EDGE, SMALL_EDGE } from './decode';
import { lossy } from './encode';
import { findPage } from './find';
import { asPage, asPicture, edgeOf, kindFor, PLAIN_EDGE } from './made';
import { resized } from './resize';
import { extent, inPixels, shapeOf, straighten, turned } from './straighten';
import { whiten } from './whiten';

const PREVIEW_EDGE = 720;
const PREVIEW = { webp: 0.6, jpeg: 0.65 };

const kept = new Map<number, Pixels>();
let last = 0;

export async function look(source: Blob, small = false): Promise<Looked> {
  const picture = await decode(source, small ? SMALL_EDGE : KEPT_EDGE);
  const preview = await lossy(resized(picture, fitted(picture, PREVIEW_EDGE)), PREVIEW);
  const { width, height } = picture;
  kept.set(++last, picture);
  return { handle: last, width, height, preview, ...findPage(picture) };
}

export async function make(handle: number, options: MakeOptions): Promise<Made> {
  const picture = kept.get(handle);
  if (!picture) throw new CaptureError('no_memory');
  const { quad, turn, side } = options;
  const sheet = sheetOf(picture, quad, turn);
  const content = measured(picture, sheet);
  const kind = options.kind === 'auto' ? kindFor(content, sheet.shape) : options.kind;
  const page = straighten(picture, sheet.corners, sizeOf(sheet, edgeOf(kind, content)));
  const faults = judge({ picture, quad, page, kind, side });
  const made = kind === 'page' ? await asPage(page, content) : await asPicture(page);
  return { ...made, media_type: made.blob.type, kind, faults };
}

export function forget(handle: number): void {
  kept.delete(handle);
}

interface Sheet {
  /** In pixels, as the page will stand. */
  corners: Point[];
  /** Width over height. */
  shape: number;
  /** How many pixels of its long side the picture has. */
  seen: number;
}

function sheetOf(picture: Pixels, quad: Quad, turn: Turn): Sheet {
  const flat = inPixels(quad, picture), { width, height } = extent(flat);
  // A whole picture is seen straight on already.
  const shape = quad.every(({ x, y }, k) => x === WHOLE[k]!.x && y === WHOLE[k]!.y) ? width / height : shapeOf(flat, picture);
  return { corners: turned(flat, turn), shape: turn % 180 ? 1 / shape : shape, seen: Math.max(width, height) };
}

/** Never more pixels than the picture has of it. */
function sizeOf({ shape, seen }: Sheet, edge: number): { width: number; height: number } {
  const long = Math.max(1, Math.round(Math.min(edge, seen)));
  const short = Math.max(1, Math.round(long * Math.min(shape, 1 / shape)));
  return shape < 1 ? { width: short, height: long } : { width: long, height: short };
}

/** At a middling size, so that its print is measured before its own size is chosen. */
function measured(picture: Pixels, sheet: Sheet): Content {
  const size = sizeOf(sheet, PLAIN_EDGE);
  const page = straighten(picture, sheet.corners, size);
  whiten(page);
  const content = contentOf(page);
  return { ...content, letters: (content.letters * PLAIN_EDGE) / Math.max(size.width, size.height) };
}
