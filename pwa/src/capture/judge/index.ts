/** Says what is wrong with a page before it is sent. Pure: pixels in, faults out. */
import type { Fault, PictureKind, Pixels, Quad, Side } from '../protocol';
import { cardSigns, sideOf } from './card-side';
import { isCut } from './cut';
import { turnFor } from './direction';
import { type Measured, measure } from './features';
import { BURNT } from './glare';
import { illegible } from './legible';
import { isPicture } from './tones';
import { isWhole } from './whole';

export interface Judged {
  /** The whole picture as it was kept, at most 2400 pixels long. */
  picture: Pick<Pixels, 'width' | 'height'>;
  /** The page's corners in it. */
  quad: Quad;
  /** The page straightened and turned, its light and colours as they were photographed. */
  page: Pixels;
  kind: PictureKind;
  /** Set when a side of a card was asked for. */
  side?: Side | undefined;
}

/** Paper darker than this has nothing on it that could be brought out. */
const BLACK = 12;
/** Noise stronger than this lets no stroke be told from it. */
const NOISE = 20;
/** Noise so strong beside the light hides a face or a house, too: of 37 pictures of scenery it was 0.24 at most. */
const DROWNED = 0.4;
const LOUD = 12;
/** With print on fewer of its tiles, and no lines of letters, a page is blank. */
const LITTLE = 0.035;
const FEW_LETTERS = 12;
/** A face, a house or a field has a dozen blots that stand beside each other as letters do, and never a third of all. */
const WRITTEN = 18;
/** Share of the print that a reflection may swallow: a few tiles. Of 138 papers without a lamp none has any. */
const SWALLOWED = 0.0053;

/** Of a sheet that is shorter than this (pixels) and without lines of letters nobody knows whether it was a paper. */
const TINY = 600;
/** A lamp on so much of a sheet leaves too little of it to be told from a picture; a picture's own sky has no corners. */
const BLINDING = 0.2;

/** The first fault is the one to mend first; an ordinary picture has none. */
export function judge({ picture, quad, page, kind, side }: Judged, measured = measure(picture, quad, page)): Fault[] {
  if (measured.paper < BLACK) return [{ kind: 'dark' }];
  if (measured.noise > Math.max(LOUD, DROWNED * measured.paper)) return [{ kind: 'dark' }];
  if (kind === 'photo' || (kind === 'page' && isPicture(measured.ink))) {
    const sheet = !isWhole(quad);
    if (sheet && isBlinding(measured)) return [{ kind: 'glare' }];
    if (!isWritten(measured)) return sheet && Math.max(...measured.lengths) < TINY ? [{ kind: 'far' }] : [];
  }
  if (measured.noise > NOISE) return [{ kind: 'dark' }];
  if (isBlank(measured)) return [{ kind: 'blank' }];
  const faults: Fault[] = [];
  if (kind === 'card' && side) {
    const shown = sideOf(cardSigns(measured.ink, measured.blots));
    if (shown && shown !== side) faults.push({ kind: 'wrong_side' });
  }
  if (isCut(quad, measured.lengths, measured.blots, measured.height, page)) faults.push({ kind: 'cut' });
  const hurt = measured.glare > SWALLOWED ? 'glare' : illegible(measured);
  if (hurt) faults.push({ kind: hurt });
  const turn = turnFor(measured.signs);
  if (turn) faults.push({ kind: 'upside_down', turn });
  return faults;
}

const isBlinding = ({ ink: { paper } }: Measured): boolean => paper.filter((light) => light >= BURNT).length > BLINDING * paper.length;

/** Whether it is a paper all the same, so dim or so pressed that it was taken for a picture: most letters stand in lines. */
const isWritten = ({ letters, signs }: Measured): boolean => signs.beside >= WRITTEN && signs.beside > letters / 3 && signs.beside > 4 * signs.stacked;

/** Specks and grain have neighbours on all sides, letters stand in lines. */
function isBlank({ print, signs }: Measured): boolean {
  const along = Math.max(signs.beside, signs.stacked);
  const inLines = along >= FEW_LETTERS && along > 2 * Math.min(signs.beside, signs.stacked);
  return print < LITTLE && !inLines;
}
