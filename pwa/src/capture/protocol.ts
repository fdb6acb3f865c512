/**
 * What the capture worker is asked and what it answers. Coordinates are fractions 0..1 of the upright
 * picture (its EXIF turn applied), so that they hold for every size it is shown in.
 */
import type { CaptureFault } from './fault';

export interface Point {
  x: number;
  y: number;
}

/** Four corners, clockwise from the page's top left. */
export type Quad = readonly [Point, Point, Point, Point];

/** The whole picture: what is kept where no page was found, and for photographs that are no paper. */
export const WHOLE: Quad = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
];

/** RGBA, row by row, upright; `data` has 4 · width · height bytes. */
export interface Pixels {
  width: number;
  height: number;
  data: Uint8ClampedArray<ArrayBuffer>;
}

/** Clockwise, after the page was straightened. */
export type Turn = 0 | 90 | 180 | 270;

/** What a page may suffer from; each has a sentence and a picture of how to do it right. */
export type FaultKind = 'blurred' | 'dark' | 'glare' | 'cut' | 'far' | 'upside_down' | 'wrong_side' | 'blank';

export interface Fault {
  kind: FaultKind;
  /** Only of `upside_down`: added to the page's present turn, it stands upright. */
  turn?: Turn;
}

/** Which side of a card was asked for. */
export type Side = 'front' | 'back';

/** `page`: straightened and whitened; `card`: straightened, its colours kept; `photo`: as it is. */
export type PictureKind = 'page' | 'card' | 'photo';

export interface Looked {
  /** For `make` and `forget`; the worker keeps the picture (at most 2400 pixels long) until forgotten. */
  handle: number;
  /** Of the kept picture, in pixels. */
  width: number;
  height: number;
  /** About 720 pixels on its long edge, for the screen where the corners are dragged. */
  preview: Blob;
  /** The page's corners; `WHOLE` when none were found. */
  quad: Quad;
  /** Whether the corners can be trusted; when false they are only a place to begin dragging. */
  found: boolean;
  /** 0..1; `found` is this above a limit. */
  confidence: number;
}

export interface MakeOptions {
  quad: Quad;
  turn: Turn;
  /** `auto` decides by the content. */
  kind: PictureKind | 'auto';
  /** Only when a side of a card was asked for; the other side is then a fault. */
  side?: Side;
}

export interface Made {
  blob: Blob;
  media_type: string;
  width: number;
  height: number;
  kind: PictureKind;
  /** Whether stamps, ink or colours were kept; false is grey. */
  colour: boolean;
  /** What is wrong with it; the person may keep it anyway. */
  faults: Fault[];
}

export type Question =
  /** `small`: where memory ran out, at most 1600 pixels long. */
  | { id: number; look: Blob; small?: boolean }
  | { id: number; make: number; options: MakeOptions }
  | { id: number; forget: number };

export type Answer =
  | { id: number; looked: Looked }
  | { id: number; made: Made }
  | { id: number; forgotten: true }
  | { id: number; fault: CaptureFault };
