/**
 * Pictures that are being worked on: looked at once, made into a page as often as the person moves a
 * corner, then forgotten. What is kept of one is at most 2400 pixels long (17 MB), and its file.
 */
import { CaptureError } from '../fault';
import { judge } from '../judge';
import { measure } from '../judge/features';
import { isPicture } from '../judge/tones';
import { isWhole } from '../judge/whole';
import type { Fault, Looked, Made, MakeOptions, PictureKind, Pixels, Point, Quad, Turn } from '../protocol';
import { contentOf, lettersOf } from './content';
import { decode, decodeNearer, KEPT_EDGE, SMALL_EDGE } from './decode';
import { findPage } from './find';
import { asPage, asPicture, type Drawn, edgeOf, finerOf, finishOf, kindFor, PORTRAIT, sizeOf } from './made';
import { QUIET } from './reduce';
import { extent, inPixels, inside, shapeOf, straighten, turned } from './straighten';
import { varietyOf } from './variety';
import { whiten } from './whiten';

/** A page is judged at this size, its own is chosen then. */
export const SEEN_EDGE = 1200;
/** Grain stronger than this tears lines of letters apart: nothing is concluded from them. */
const GRAINY = 10;

interface Kept {
  picture: Pixels;
  source: Blob;
  /** How many times as many pixels an edge may be decoded with; 1 where memory ran out before. */
  more: number;
}

/** A picture with fewer pixels than so many times those that its page is drawn with has lost strokes: it is read again with so many. */
const FEW = 1.11, NEARER = 1.5;
/** As many times as the kept picture's pixels along an edge as twelve megapixels have: more is too much for a phone of 2 GB. */
const NEAREST = 5 / 3;
/** Fewer times as many pixels are not worth decoding a file again: the app's own camera gives 1.07. */
const LEAST = 1.25;

const kept = new Map<number, Kept>();
let last = 0;

export async function look(source: Blob, small = false): Promise<Looked> {
  const { picture, preview, more } = await decode(source, small ? SMALL_EDGE : KEPT_EDGE);
  const { width, height } = picture;
  kept.set(++last, { picture, source, more: small || more < LEAST ? 1 : more });
  return { handle: last, width, height, preview, ...findPage(picture) };
}

export async function make(handle: number, options: MakeOptions): Promise<Made> {
  const there = kept.get(handle);
  if (!there) throw new CaptureError('no_memory');
  const { picture } = there;
  const { quad, turn, side } = options;
  const sheet = sheetOf(picture, quad, turn);
  const page = straighten(picture, sheet.corners, sizeOf(sheet, SEEN_EDGE));
  const measured = measure(picture, quad, page);
  const letters = lettersOf(measured.ink) / Math.max(page.width, page.height), hues = varietyOf(page);
  const { signs } = measured, beside = measured.noise > GRAINY ? 1 : Math.max(signs.beside, signs.stacked) / Math.max(1, measured.letters);
  const light = whiten(page), content = contentOf(page);
  const kind = options.kind !== 'auto' ? options.kind : isPicture(measured.ink) ? 'photo' : kindFor(content, { shape: sheet.shape, hues, letters, beside });
  const faults = judge({ picture, quad, page, kind, side }, measured);
  const edge = edgeOf(kind, letters, measured.letters);
  if (kind !== 'page') return finished(await asPicture(straighten(picture, sheet.corners, sizeOf(sheet, edge))), kind, faults);
  const fine = measured.noise <= QUIET && content.tones <= PORTRAIT, finer = fine ? finerOf(measured) : 1;
  const times = fine ? nearer(edge * finer, sheet.seen, there.more) : 1;
  // Where the file cannot be read again, the picture that is here is enough for a page.
  const near = times > 1 ? await decodeNearer(there.source, sheet.margin, picture, times).catch(() => null) : null;
  const size = sizeOf({ ...sheet, seen: (near ? times : 1) * sheet.seen }, edge, finer), from = near ?? { picture, corners: sheet.margin };
  const finish = { noise: measured.noise, ...finishOf(measured, page, size) };
  return finished(await asPage(from.picture, from.corners, size, light, content, finish), kind, faults);
}

/** How many times as many pixels along an edge the picture needs for a page that is drawn so long. */
const nearer = (drawn: number, seen: number, more: number): number => (FEW * drawn > seen ? Math.min(more, NEAREST, (NEARER * drawn) / seen) : 1);

const finished = (made: Drawn, kind: PictureKind, faults: Fault[]): Made => ({ ...made, media_type: made.blob.type, kind, faults });

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
