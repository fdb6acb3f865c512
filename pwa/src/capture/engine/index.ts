/**
 * Pictures that are being worked on: looked at once, made into a page as often as the person moves a
 * corner, then forgotten. What is kept of one is at most 2400 pixels long (17 MB).
 */
import { CaptureError } from '../fault';
import { judge } from '../judge';
import { measure } from '../judge/features';
import { isPicture } from '../judge/tones';
import { isWhole } from '../judge/whole';
import type { Looked, Made, MakeOptions, Pixels, Point, Quad, Turn } from '../protocol';
import { contentOf, lettersOf } from './content';
import { decode, KEPT_EDGE, SMALL_EDGE } from './decode';
import { findPage } from './find';
import { asPage, asPicture, edgeOf, finishOf, kindFor } from './made';
import type { Size } from './header';
import { extent, inPixels, inside, shapeOf, straighten, turned } from './straighten';
import { varietyOf } from './variety';
import { whiten } from './whiten';

/** A page is judged at this size, its own is chosen then. */
export const SEEN_EDGE = 1200;
/** Grain stronger than this tears lines of letters apart: nothing is concluded from them. */
const GRAINY = 10;

const kept = new Map<number, Pixels>();
let last = 0;

export async function look(source: Blob, small = false): Promise<Looked> {
  const { picture, preview } = await decode(source, small ? SMALL_EDGE : KEPT_EDGE);
  const { width, height } = picture;
  kept.set(++last, picture);
  return { handle: last, width, height, preview, ...findPage(picture) };
}

export async function make(handle: number, options: MakeOptions): Promise<Made> {
  const picture = kept.get(handle);
  if (!picture) throw new CaptureError('no_memory');
  const { quad, turn, side } = options;
  const sheet = sheetOf(picture, quad, turn);
  const page = straighten(picture, sheet.corners, sizeOf(sheet, SEEN_EDGE));
  const measured = measure(picture, quad, page);
  const letters = lettersOf(measured.ink) / Math.max(page.width, page.height), hues = varietyOf(page);
  const { signs } = measured, beside = measured.noise > GRAINY ? 1 : Math.max(signs.beside, signs.stacked) / Math.max(1, measured.letters);
  const light = whiten(page), content = contentOf(page);
  const kind = options.kind !== 'auto' ? options.kind : isPicture(measured.ink) ? 'photo' : kindFor(content, { shape: sheet.shape, hues, letters, beside });
  const faults = judge({ picture, quad, page, kind, side }, measured);
  const size = sizeOf(sheet, edgeOf(kind, letters, measured.letters));
  const finish = { noise: measured.noise, ...finishOf(measured, page, size) };
  const made = await (kind === 'page' ? asPage(picture, sheet.margin, size, light, content, finish) : asPicture(straighten(picture, sheet.corners, size)));
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
  /** The corners without what lies at the very edge of a paper. */
  margin: Point[];
}

function sheetOf(picture: Pixels, quad: Quad, turn: Turn): Sheet {
  const flat = inPixels(quad, picture), { width, height } = extent(flat);
  // A whole picture is seen straight on already, and has no edge.
  const whole = isWhole(quad);
  const shape = whole ? width / height : shapeOf(flat, picture), corners = turned(flat, turn);
  return { corners, margin: whole ? corners : inside(corners), shape: turn % 180 ? 1 / shape : shape, seen: Math.max(width, height) };
}

/** Never more pixels than the picture has of it. */
function sizeOf({ shape, seen }: Sheet, edge: number): Size {
  const long = Math.max(1, Math.round(Math.min(edge, seen)));
  const short = Math.max(1, Math.round(long * Math.min(shape, 1 / shape)));
  return shape < 1 ? { width: short, height: long } : { width: long, height: short };
}
