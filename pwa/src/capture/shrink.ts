/**
 * A photograph made small: turned upright, 1600 pixels on its long edge, WebP where the browser can
 * write it, else JPEG. Drawing it anew drops everything but the pixels: where and when it was taken
 * never leaves the phone. Runs in a worker where there is an OffscreenCanvas, else on the page.
 */
import { CaptureError, isMemory } from './fault';

export const LONG_EDGE = 1600;
const QUALITY = 0.72;

export interface Shrunk {
  blob: Blob;
  width: number;
  height: number;
}

export async function shrink(picture: Blob): Promise<Shrunk> {
  const bitmap = await decode(picture);
  const { width, height } = fitted(bitmap.width, bitmap.height);
  try {
    const blob = await redraw(bitmap, width, height);
    return { blob, width, height };
  } finally {
    // Twelve megapixels are 48 MB: a cheap phone must have them back before the next photograph.
    bitmap.close();
  }
}

/** The size after shrinking; small pictures stay as they are. */
export function fitted(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, LONG_EDGE / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

async function decode(picture: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(picture, { imageOrientation: 'from-image' });
  } catch (cause) {
    throw new CaptureError(isMemory(cause) ? 'no_memory' : 'not_a_page', cause);
  }
}

async function redraw(bitmap: ImageBitmap, width: number, height: number): Promise<Blob> {
  const canvas = newCanvas(width, height);
  const pen = canvas.getContext('2d', { alpha: false });
  if (!pen) throw new CaptureError('no_memory');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, width, height);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(bitmap, 0, 0, width, height);
  const webp = await encode(canvas, 'image/webp');
  const blob = webp?.type === 'image/webp' ? webp : await encode(canvas, 'image/jpeg');
  canvas.width = 0;
  canvas.height = 0;
  if (!blob) throw new CaptureError('no_memory');
  return blob;
}

type Canvas = HTMLCanvasElement | OffscreenCanvas;

function newCanvas(width: number, height: number): Canvas {
  if (typeof OffscreenCanvas !== 'undefined') return new OffscreenCanvas(width, height);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

function encode(canvas: Canvas, type: string): Promise<Blob | null> {
  if ('convertToBlob' in canvas) return canvas.convertToBlob({ type, quality: QUALITY });
  return new Promise((resolve) => canvas.toBlob(resolve, type, QUALITY));
}
