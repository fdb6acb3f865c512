/** A picture file as pixels of at most 2400 on the long edge, upright; of small print a part of it again, from nearer. */
import { CaptureError, isMemory } from '../fault';
import type { Pixels, Point } from '../protocol';
import { type Canvas, newCanvas, pen, release, written } from './canvas';
import { sizeOf, type Size } from './header';

export const KEPT_EDGE = 2400;
/** Where that was too much: less than half the memory, and enough for print of usual size. */
export const SMALL_EDGE = 1600;
/** Above it the decoder alone would take what a phone of 2 GB has left. */
const MOST_PIXELS = 64e6;

/** For the screen where corners are dragged; it never leaves the phone, and a JPEG is written ten times as fast. */
const PREVIEW_EDGE = 720, PREVIEW_QUALITY = 0.7;

export interface Decoded {
  picture: Pixels;
  preview: Blob;
  /** How many times as many pixels an edge has in the file, where that was decoded whole. */
  more: number;
}

export async function decode(blob: Blob, edge: number): Promise<Decoded> {
  if (blob.size === 0) throw new CaptureError('empty');
  const { bitmap, size, more } = await opened(blob, edge);
  const canvas = cut(bitmap, size, { x: 0, y: 0 }, size, 'high');
  try {
    return { preview: await previewOf(canvas), picture: pixelsOf(canvas), more };
  } finally {
    release(canvas);
  }
}

export interface Nearer {
  picture: Pixels;
  corners: Point[];
}

/** What lies between corners of the `kept` picture, with so many `times` as many pixels along an edge; the corners as they lie in it. */
export async function decodeNearer(blob: Blob, corners: readonly Point[], kept: Size, times: number): Promise<Nearer> {
  const { bitmap, size } = await opened(blob, times * Math.max(kept.width, kept.height));
  const there = corners.map(({ x, y }) => ({ x: (x * size.width) / kept.width, y: (y * size.height) / kept.height }));
  const xs = there.map(({ x }) => x), ys = there.map(({ y }) => y);
  const from = { x: Math.max(0, Math.floor(Math.min(...xs))), y: Math.max(0, Math.floor(Math.min(...ys))) };
  const width = Math.min(size.width, Math.ceil(Math.max(...xs))) - from.x, height = Math.min(size.height, Math.ceil(Math.max(...ys))) - from.y;
  // Hardly smaller than the file has it: four pixels are enough to read each, and edges stay sharper.
  const canvas = cut(bitmap, size, from, { width, height }, 'low');
  try {
    return { picture: pixelsOf(canvas), corners: there.map(({ x, y }) => ({ x: x - from.x, y: y - from.y })) };
  } finally {
    release(canvas);
  }
}

/** `size`: within the edge that was asked for. */
async function opened(blob: Blob, edge: number): Promise<{ bitmap: ImageBitmap; size: Size; more: number }> {
  const told = await sizeOf(blob);
  if (told && told.width * told.height > MOST_PIXELS) throw new CaptureError('too_large');
  const options: ImageBitmapOptions = { imageOrientation: 'from-image', resizeQuality: 'high' };
  // Where memory ran out: browsers that make it smaller while they decode it need less. One that is stored lying and
  // turned up comes somewhat larger than `edge`, one that is stored upright and turned somewhat smaller.
  if (told && edge < KEPT_EDGE && Math.max(told.width, told.height) > edge) options.resizeWidth = fitted(told, edge).width;
  try {
    const bitmap = await createImageBitmap(blob, options), size = fitted(bitmap, edge);
    return { bitmap, size, more: bitmap.width / size.width };
  } catch (cause) {
    throw new CaptureError(isMemory(cause) ? 'no_memory' : 'not_a_page', cause);
  }
}

/** A part of the picture as large as `whole`; the bitmap is used up: twelve megapixels are 48 MB, and go before pixels are copied out. */
function cut(bitmap: ImageBitmap, whole: Size, from: Point, { width, height }: Size, quality: ImageSmoothingQuality): Canvas {
  const canvas = newCanvas(width, height);
  try {
    const ink = pen(canvas);
    // Transparent parts of a PNG are paper.
    ink.fillStyle = '#fff';
    ink.fillRect(0, 0, width, height);
    ink.imageSmoothingQuality = quality;
    ink.drawImage(bitmap, -from.x, -from.y, whole.width, whole.height);
    return canvas;
  } catch (cause) {
    release(canvas);
    throw cause;
  } finally {
    bitmap.close();
  }
}

const pixelsOf = (canvas: Canvas): Pixels => {
  const { width, height } = canvas;
  return { width, height, data: pen(canvas).getImageData(0, 0, width, height).data };
};

async function previewOf(whole: Canvas): Promise<Blob> {
  const { width, height } = fitted(whole, PREVIEW_EDGE);
  const canvas = newCanvas(width, height), ink = pen(canvas);
  ink.imageSmoothingQuality = 'medium';
  ink.drawImage(whole, 0, 0, width, height);
  try {
    return await written(canvas, 'image/jpeg', PREVIEW_QUALITY);
  } finally {
    release(canvas);
  }
}

/** The size within `edge`; small pictures stay as they are. */
export function fitted({ width, height }: Size, edge: number): Size {
  const scale = Math.min(1, edge / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
