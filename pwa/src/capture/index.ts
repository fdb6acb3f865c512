/**
 * The plain way from a file to a page ready to be sent, with nothing that must be fetched first: for
 * the desk, and for phones that have no link before they photographed once. The page is made by hand
 * of the browser alone, without looking for its corners.
 */
import { toHex } from '../domain/ids';
import { CaptureError } from './fault';
import { LARGEST_FILE, LARGEST_SENT, type PreparedPage } from './limits';
import { shrink } from './shrink';

export { CaptureError, type CaptureFault } from './fault';
export type { PreparedPage } from './limits';

/** What the file chooser offers. */
export const ACCEPTED = 'image/*,application/pdf';

const PDF_MARK = '%PDF-';

export async function takePage(file: Blob): Promise<PreparedPage> {
  if (file.size === 0) throw new CaptureError('empty');
  if (file.size > LARGEST_FILE) throw new CaptureError('too_large');
  if (await isPdf(file)) {
    if (file.size > LARGEST_SENT) throw new CaptureError('too_large');
    return prepared(new Blob([await file.arrayBuffer()], { type: 'application/pdf' }));
  }
  const { blob } = await shrink(file);
  return prepared(blob);
}

/** By its first bytes, not by its name: phones give files wrong types. */
async function isPdf(file: Blob): Promise<boolean> {
  return (await file.slice(0, PDF_MARK.length).text()) === PDF_MARK;
}

export async function prepared(blob: Blob): Promise<PreparedPage> {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return { blob, sha256: toHex(new Uint8Array(digest)), media_type: blob.type };
}
