/**
 * Pictures that are being worked on: looked at once, made into a page as often as the person moves a
 * corner, then forgotten. What is kept of one is at most 2400 pixels long (17 MB).
 */
import { CaptureError } from '../fault';
import { judge } from '../judge';
import type { Looked, Made, MakeOptions, Pixels } from '../protocol';
import { decode, fitted } from './decode';
import { lossy } from './encode';
import { findPage } from './find';
import { asPage, asPicture, kindOf } from './made';
import { resized } from './resize';
import { extent, inPixels, shapeOf, straighten, turned } from './straighten';

const PREVIEW_EDGE = 720;
const PREVIEW = { webp: 0.6, jpeg: 0.65 };
/** Longest edge of a straightened page, before its print says how much of it is needed. */
const PAGE_EDGE = 1500;

const kept = new Map<number, Pixels>();
let last = 0;

export async function look(source: Blob): Promise<Looked> {
  const picture = await decode(source);
  const preview = await lossy(resized(picture, fitted(picture, PREVIEW_EDGE)), PREVIEW);
  const { width, height } = picture;
  kept.set(++last, picture);
  return { handle: last, width, height, preview, ...findPage(picture) };
}

export async function make(handle: number, { quad, turn, kind, side }: MakeOptions): Promise<Made> {
  const picture = kept.get(handle);
  if (!picture) throw new CaptureError('no_memory');
  const corners = inPixels(quad, picture);
  const page = straighten(picture, turned(corners, turn), sizeFor(corners, picture, turn));
  const decided = kindOf(page, kind);
  const faults = judge({ picture, quad, page, kind: decided, side });
  const made = decided === 'page' ? await asPage(page) : await asPicture(page, decided);
  return { ...made, media_type: made.blob.type, kind: decided, faults };
}

export function forget(handle: number): void {
  kept.delete(handle);
}

/** As many pixels as the picture has of the page, in the page's own shape. */
function sizeFor(corners: ReturnType<typeof inPixels>, picture: Pixels, turn: number): { width: number; height: number } {
  const seen = extent(corners), shape = shapeOf(corners, picture);
  const long = Math.min(PAGE_EDGE, Math.round(Math.max(seen.width, seen.height)));
  const upright =
    shape < 1
      ? { width: Math.max(1, Math.round(long * shape)), height: long }
      : { width: long, height: Math.max(1, Math.round(long / shape)) };
  return turn % 180 === 0 ? upright : { width: upright.height, height: upright.width };
}
