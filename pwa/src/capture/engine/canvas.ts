/** Canvases for worker and page; each is given back by `release`, not when the browser finds the time. */
import { CaptureError } from '../fault';
import type { Pixels } from '../protocol';

export type Canvas = OffscreenCanvas | HTMLCanvasElement;
type Pen = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;

export function newCanvas(width: number, height: number): Canvas {
  if (typeof OffscreenCanvas !== 'undefined') return new OffscreenCanvas(width, height);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

/** Its pixels are read back: they stay in ordinary memory, not in a graphics card's. */
export function pen(canvas: Canvas): Pen {
  const found = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!found) throw new CaptureError('no_memory');
  return found;
}

export function release(canvas: Canvas): void {
  canvas.width = 0;
  canvas.height = 0;
}

export function painted({ width, height, data }: Pixels): Canvas {
  const canvas = newCanvas(width, height);
  pen(canvas).putImageData(new ImageData(data, width, height), 0, 0);
  return canvas;
}

/** What the browser made of it; its type says whether it could write that kind at all. */
export async function written(canvas: Canvas, type: string, quality: number): Promise<Blob> {
  const blob =
    'convertToBlob' in canvas
      ? await canvas.convertToBlob({ type, quality })
      : await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality));
  if (!blob) throw new CaptureError('no_memory');
  return blob;
}
