/**
 * The client half of tus 1.0, as far as a phone needs it: the PUT of the dossier already made the
 * uploads and told their offsets, so a page is one PATCH from there. Only after a cut, when nobody
 * here knows how much arrived, one HEAD asks for the offset.
 */
import { type Answer, judgeRefusal, type Verdict } from './policy';
import type { Send } from './transport';
import { readReceipt, type Receipt } from '../domain/receipt';

export interface PageUpload {
  path: string;
  token: string;
  blob: Blob;
  /** Bytes that the server has; null when only it can tell. */
  offset: number | null;
}

export type UploadOutcome =
  | { done: true; receipt: Receipt | null }
  /** How much the server has is unknown now unless it said so; `again` asks for a fresh PUT. */
  | { done: false; offset: number | null; verdict: Verdict | null; again: boolean };

const TUS = { 'Tus-Resumable': '1.0.0' };
/** Not Found, Gone: the upload expired, its dossier's PUT makes a new one. */
const VANISHED = [404, 410];
/** tus: the offset is not the server's; checksum mismatch of a chunk. */
const MISPLACED = [409, 460];

export async function sendPage(
  upload: PageUpload,
  send: Send,
  signal: AbortSignal,
): Promise<UploadOutcome> {
  let offset = upload.offset;
  if (offset === null) {
    const head = await send({ ...target(upload), method: 'HEAD', headers: TUS }, signal);
    if (!head) return cut(null);
    if (VANISHED.includes(head.status)) return vanished();
    if (!isTus(head) || head.offset === null) return refused(head);
    offset = head.offset;
  }
  if (offset > upload.blob.size) return vanished();
  if (offset === upload.blob.size) return { done: true, receipt: null };
  const answer = await send(
    {
      ...target(upload),
      method: 'PATCH',
      headers: {
        ...TUS,
        'Upload-Offset': String(offset),
        'Content-Type': 'application/offset+octet-stream',
      },
      body: offset === 0 ? upload.blob : upload.blob.slice(offset),
    },
    signal,
  );
  return judgePatch(upload, answer);
}

function judgePatch(upload: PageUpload, answer: Answer | null): UploadOutcome {
  if (!answer) return cut(null);
  if (VANISHED.includes(answer.status)) return vanished();
  if (MISPLACED.includes(answer.status) && isTus(answer)) return cut(answer.offset);
  if (answer.status === 200) {
    const receipt = readReceipt(answer.body);
    return receipt ? { done: true, receipt } : refused(answer);
  }
  if (answer.status === 204 && isTus(answer) && answer.offset !== null) {
    return answer.offset === upload.blob.size
      ? { done: true, receipt: null }
      : cut(answer.offset);
  }
  return refused(answer);
}

function target({ path, token }: PageUpload): { path: string; token: string } {
  return { path, token };
}

function isTus(answer: Answer): boolean {
  return answer.tus;
}

function cut(offset: number | null): UploadOutcome {
  return { done: false, offset, verdict: null, again: false };
}

function vanished(): UploadOutcome {
  return { done: false, offset: null, verdict: null, again: true };
}

function refused(answer: Answer): UploadOutcome {
  return { done: false, offset: null, verdict: judgeRefusal(answer), again: false };
}
