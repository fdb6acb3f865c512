/** A picture file as pixels of at most 2400 on the long edge, upright; decoded once. */
import { CaptureError, isMemory } from '../fault';
import type { Pixels } from '../protocol';
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
}

export async function decode(blob: Blob, edge: number): Promise<Decoded> {
  if (blob.size === 0) throw new CaptureError('empty');
  const told = await sizeOf(blob);
  if (told && told.width * told.height > MOST_PIXELS) throw new CaptureError('too_large');
  const bitmap = await bitmapOf(blob, told, edge);
  const { width, height } = fitted(bitmap, edge);
  const canvas = newCanvas(width, height);
  try {
    const ink = pen(canvas);
    // Transparent parts of a PNG are paper.
    ink.fillStyle = '#fff';
    ink.fillRect(0, 0, width, height);
    ink.imageSmoothingQuality = 'high';
    ink.drawImage(bitmap, 0, 0, width, height);
    // Twelve megapixels are 48 MB: they go before the pixels are copied out.
    bitmap.close();
    const preview = await previewOf(canvas);
    return { picture: { width, height, data: ink.getImageData(0, 0, width, height).data }, preview };
  } finally {
    bitmap.close();
    release(canvas);
  }
}

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

/** Smaller already while it is decoded, where the browser can: the whole then never lies beside it. */
async function bitmapOf(blob: Blob, told: Size | null, edge: number): Promise<ImageBitmap> {
  const upright = { imageOrientation: 'from-image' } as const;
  const shrunk = told && Math.max(told.width, told.height) > edge;
  try {
    return await createImageBitmap(blob, shrunk ? { ...upright, ...shorter(told, edge) } : upright);
  } catch (cause) {
    throw new CaptureError(isMemory(cause) ? 'no_memory' : 'not_a_page', cause);
  }
}

/** One edge only: the other follows, whichever way the picture is turned by its EXIF. */
function shorter(told: Size, edge: number): ImageBitmapOptions {
  const scale = edge / Math.max(told.width, told.height);
  return { resizeWidth: Math.round(told.width * scale), resizeQuality: 'high' };
}

/** The size within `edge`; small pictures stay as they are. */
export function fitted({ width, height }: Size, edge: number): Size {
  const scale = Math.min(1, edge / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
