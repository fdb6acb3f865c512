/**
 * The door of capture: a file from the camera or the gallery goes in, a page ready to be sent comes
 * out. The page lies in the storage from then on; the original is not kept.
 */
import { toHex } from '../domain/ids';
import { CaptureError } from './fault';
import { shrink, type Shrunk } from './shrink';
import type { WorkerAnswer } from './worker';

export { CaptureError, type CaptureFault } from './fault';

export interface PreparedPage {
  blob: Blob;
  /** Of exactly these bytes: the server checks it at the end. */
  sha256: string;
  media_type: string;
}

/** What the file chooser offers. */
export const ACCEPTED = 'image/*,application/pdf';

const LARGEST_FILE = 40 * 1024 * 1024;
const LARGEST_PDF = 10 * 1024 * 1024;
const PDF_MARK = '%PDF-';

export async function takePage(file: File): Promise<PreparedPage> {
  if (file.size === 0) throw new CaptureError('empty');
  if (file.size > LARGEST_FILE) throw new CaptureError('too_large');
  if (await isPdf(file)) {
    if (file.size > LARGEST_PDF) throw new CaptureError('too_large');
    return prepared(new Blob([await file.arrayBuffer()], { type: 'application/pdf' }));
  }
  const { blob } = await shrinkAside(file);
  return prepared(blob);
}

/** By its first bytes, not by its name: phones give files wrong types. */
async function isPdf(file: File): Promise<boolean> {
  return (await file.slice(0, PDF_MARK.length).text()) === PDF_MARK;
}

async function prepared(blob: Blob): Promise<PreparedPage> {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return { blob, sha256: toHex(new Uint8Array(digest)), media_type: blob.type };
}

function shrinkAside(file: Blob): Promise<Shrunk> {
  if (typeof OffscreenCanvas === 'undefined' || typeof Worker === 'undefined') return shrink(file);
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Shrunk>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => {
      if ('shrunk' in data) resolve(data.shrunk);
      else reject(new CaptureError(data.fault));
    };
    // The worker's script may not be on the phone yet: the page then does it itself.
    worker.onerror = () => resolve(shrink(file));
    worker.postMessage(file);
  }).finally(() => worker.terminate());
}
