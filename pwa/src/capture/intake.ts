/** What was picked, by its first bytes: phones give files wrong names and types. */
import { CaptureError, type CaptureFault } from './fault';
import { prepared } from './index';
import { LARGEST_FILE, LARGEST_SENT, type PreparedPage } from './limits';
import { sheetsOf } from './pdf';

/** `not_here`: what makes pages is not on the phone. */
export type IntakeFault = CaptureFault | 'video' | 'not_kept' | 'not_here';

export type Intake =
  /** To be looked at, straightened and made small. */
  | { kind: 'picture'; sha256: string }
  /** Sent as it is. */
  | { kind: 'file'; page: PreparedPage & { sheets?: number } }
  | { kind: 'refused'; fault: IntakeFault };

type Sort = 'picture' | 'pdf' | 'heic' | 'tiff' | 'video' | null;

const HEAD = 16;
const SIGNATURES: readonly [string, Sort][] = [
  ['\xff\xd8\xff', 'picture'],
  ['\x89PNG', 'picture'],
  ['GIF8', 'picture'],
  ['BM', 'picture'],
  ['%PDF-', 'pdf'],
  ['II*\0', 'tiff'],
  ['MM\0*', 'tiff'],
  ['\x1aE\xdf\xa3', 'video'],
];
/** Brands of the ISO container that hold a still picture of an iPhone. */
const HEIC = /^(?:heic|heix|heim|heis|hevc|mif1|msf1)$/;

export async function takeIn(file: Blob): Promise<Intake> {
  if (file.size === 0) return { kind: 'refused', fault: 'empty' };
  if (file.size > LARGEST_FILE) return { kind: 'refused', fault: 'too_large' };
  // Not by a TextDecoder: browsers read "latin1" as windows-1252, in which the first byte of a PNG is ‰.
  const sort = sortOf(String.fromCharCode(...new Uint8Array(await file.slice(0, HEAD).arrayBuffer())));
  if (sort === 'video') return { kind: 'refused', fault: 'video' };
  if (sort === null) return { kind: 'refused', fault: file.type.startsWith('video/') ? 'video' : 'not_a_page' };
  if (sort === 'pdf') return asItIs(file, 'application/pdf');
  // Safari decodes what others only pass on.
  if (sort !== 'picture' && !(await decodes(file))) return asItIs(file, `image/${sort}`);
  return { kind: 'picture', sha256: await hashOf(file) };
}

export function sortOf(head: string): Sort {
  const brand = head.slice(8, 12);
  if (head.startsWith('RIFF')) return brand === 'WEBP' ? 'picture' : brand === 'AVI ' ? 'video' : null;
  // A recorded voice lies in the same container as a film.
  if (head.slice(4, 8) === 'ftyp') return HEIC.test(brand) ? 'heic' : brand === 'avif' ? 'picture' : /^M4[AB]/.test(brand) ? null : 'video';
  return SIGNATURES.find(([mark]) => head.startsWith(mark))?.[1] ?? null;
}

/** By a drawing of a few pixels: the whole would be 48 MB. */
async function decodes(file: Blob): Promise<boolean> {
  try {
    (await createImageBitmap(file, { resizeWidth: 8, resizeHeight: 8 })).close();
    return true;
  } catch {
    return false;
  }
}

async function asItIs(file: Blob, media_type: string): Promise<Intake> {
  if (file.size > LARGEST_SENT) return { kind: 'refused', fault: 'too_large' };
  const blob = new Blob([await file.arrayBuffer()], { type: media_type });
  const sheets = media_type === 'application/pdf' ? await sheetsOf(blob) : null;
  const page = await prepared(blob);
  return { kind: 'file', page: sheets === null ? page : { ...page, sheets } };
}

/** Of the file as it came: the same picture is known again by it. */
export const hashOf = async (blob: Blob): Promise<string> => (await prepared(blob)).sha256;

export const asFault = (cause: unknown): CaptureFault => (cause instanceof CaptureError ? cause.fault : 'no_memory');
