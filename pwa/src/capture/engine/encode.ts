/** Pixels as a file: the smallest kind that this browser can write. */
import type { Pixels } from '../protocol';
import { painted, release, written } from './canvas';

const WEBP = 'image/webp', JPEG = 'image/jpeg';

/** Lossless WebP, or null where the browser writes none (its WebP at full quality may still be lossy). */
export async function lossless(page: Pixels): Promise<Blob | null> {
  const canvas = painted(page);
  try {
    const blob = await written(canvas, WEBP, 1);
    return blob.type === WEBP && (await kindOf(blob)) === 'VP8L' ? blob : null;
  } finally {
    release(canvas);
  }
}

const kindOf = (blob: Blob): Promise<string> => blob.slice(12, 16).text();

/** WebP, else JPEG, each with its own quality 0..1. */
export async function lossy(page: Pixels, quality: { webp: number; jpeg: number }): Promise<Blob> {
  const canvas = painted(page);
  try {
    const webp = await written(canvas, WEBP, quality.webp);
    return webp.type === WEBP ? webp : await written(canvas, JPEG, quality.jpeg);
  } finally {
    release(canvas);
  }
}
