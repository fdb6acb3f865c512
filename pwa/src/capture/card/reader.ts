/** Looks for a QR code in a picture with zxing (WebAssembly), one look after the other. */
import { prepareZXingModule, type ReadResult, readBarcodes } from 'zxing-wasm/reader';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { type Box, closer, glance, type Look, looks } from './attempts';
import { prepare } from './pixels';

/** Ours, never the package's own address of a content network. */
const ready = prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });

/** Longer than this nobody waits for one photograph. */
const PATIENCE_MS = 12_000;

/** Resolves when the reader is here; rejects when it cannot be fetched. */
export const whenReady = (): Promise<unknown> => ready;

/** Text of the first code that can be read, or null. */
export async function readPicture(picture: ImageBitmap): Promise<string | null> {
  const until = performance.now() + PATIENCE_MS;
  const tried: Box[] = [];
  for (const look of looks(picture.width, picture.height)) {
    const found = await lookAt(picture, look);
    if (found.text !== null) return found.text;
    for (const seen of found.seen) {
      if (tried.some((box) => overlap(box, seen))) continue;
      tried.push(seen);
      const text = await firstOf(picture, closer(seen, picture.width, picture.height), until);
      if (text !== null) return text;
    }
    if (performance.now() > until) return null;
  }
  return null;
}

/** One look at a moving picture, and two closer ones where something like a code lies. */
export async function readFrame(picture: ImageBitmap, count: number): Promise<string | null> {
  const found = await lookAt(picture, glance(picture.width, picture.height, count));
  if (found.text !== null) return found.text;
  const [seen] = found.seen;
  if (!seen) return null;
  const near = closer(seen, picture.width, picture.height);
  const place = (count * 2) % near.length;
  return firstOf(picture, near.slice(place, place + 2), Infinity);
}

async function firstOf(picture: ImageBitmap, all: readonly Look[], until: number): Promise<string | null> {
  for (const look of all) {
    const { text } = await lookAt(picture, look);
    if (text !== null) return text;
    if (performance.now() > until) return null;
  }
  return null;
}

interface Found {
  text: string | null;
  /** Where something like a code lies that could not be read, in pixels of the picture. */
  seen: Box[];
}

async function lookAt(picture: ImageBitmap, look: Look): Promise<Found> {
  const drawn = draw(picture, look);
  prepare(drawn, look);
  const codes = await readBarcodes(drawn, {
    formats: ['QRCode'],
    tryHarder: true,
    tryInvert: false,
    returnErrors: true,
    maxNumberOfSymbols: 4,
    binarizer: look.binarizer ?? 'LocalAverage',
    textMode: 'Plain',
    characterSet: 'UTF8',
  });
  const texts = codes.filter(({ isValid }) => isValid).map(({ text }) => text);
  // A shop's code may lie beside the card.
  const text = texts.find((each) => /^\W?\d{12}\|/.test(each)) ?? texts[0];
  if (text !== undefined) return { text, seen: [] };
  const scale = look.box.width / drawn.width;
  return { text: null, seen: codes.map((code) => boxOf(code, look.box, scale)) };
}

function boxOf({ position }: ReadResult, box: Box, scale: number): Box {
  const corners = [position.topLeft, position.topRight, position.bottomRight, position.bottomLeft];
  const across = corners.map(({ x }) => x * scale + box.x);
  const down = corners.map(({ y }) => y * scale + box.y);
  const x = Math.min(...across);
  const y = Math.min(...down);
  return { x, y, width: Math.max(...across) - x, height: Math.max(...down) - y };
}

function overlap(one: Box, other: Box): boolean {
  const near = Math.max(one.width, other.width) / 3;
  return Math.abs(one.x - other.x) < near && Math.abs(one.y - other.y) < near;
}

let canvas: OffscreenCanvas | HTMLCanvasElement | null = null;

function draw(picture: ImageBitmap, { box, edge }: Look): ImageData {
  const scale = edge / Math.max(box.width, box.height);
  const width = Math.max(1, Math.round(box.width * scale));
  const height = Math.max(1, Math.round(box.height * scale));
  canvas ??= typeof OffscreenCanvas === 'undefined' ? document.createElement('canvas') : new OffscreenCanvas(1, 1);
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!pen) throw new RangeError('no memory for a canvas');
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(picture, box.x, box.y, box.width, box.height, 0, 0, width, height);
  return pen.getImageData(0, 0, width, height);
}
