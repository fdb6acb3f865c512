/** Pixels as a file: the smallest kind that this browser can write. */
import type { Pixels } from '../protocol';
import { painted, release, written } from './canvas';

const WEBP = 'image/webp', JPEG = 'image/jpeg';

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
