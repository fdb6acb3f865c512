/**
 * The client half of tus 1.0, as far as a phone needs it: the PUT of the dossier already made the
 * uploads and told their offsets, so a page is one PATCH from there. Only after a cut, when nobody
 * here knows how much arrived, one HEAD asks for the offset; the next PATCH takes its connection.
 * Where cut bodies are dropped, the offset is what was acknowledged, and nobody need ask.
 */
import type { Line } from './line';
import { afterCut, afterKept, pieceOf } from './pace';
import { type Answer, judgeRefusal, type Verdict } from './policy';
import { readReceipt, type Receipt } from '../domain/receipt';

export interface PageUpload {
  path: string;
  token: string;
  blob: Blob;
  /** Bytes that the server has; null when only it can tell. */
  offset: number | null;
  /** After a cut another page can go at once, and this one is asked about meanwhile. */
  others: boolean;
}

export type UploadOutcome =
  | { done: true; receipt: Receipt | null }
  | {
      done: false;
      /** Null: how much the server has is unknown, unless it says so. */
      offset: number | null;
      /** Worth going on at once: something got through, or less at once may. */
      moved: boolean;
      verdict: Verdict | null;
      /** The upload is no more; the dossier's PUT makes a new one. */
      again: boolean;
    };

const TUS = { 'Tus-Resumable': '1.0.0' };
/** Not Found, Gone: the upload expired. */
const VANISHED = [404, 410];
/** tus: the offset is not the server's; checksum mismatch of a chunk. */
const MISPLACED = [409, 460];
/** After so long it may be the network that is gone, and one small question tells soonest. */
const SILENCE_MS = 20_000;
/** Pauses (ms) before the offset is asked for: a link that was just cut needs a moment. */
const ASK_AFTER = [0, 1000, 2000];
/** Somebody on the way may let no page through at all, and every question about it. */
const MOST_LOST = 3;

export async function sendPage(upload: PageUpload, line: Line): Promise<UploadOutcome> {
  const offset = upload.offset ?? (await askOffset(upload, line, ASK_AFTER.slice(0, 1)));
  if (typeof offset !== 'number') return offset;
  const { size } = upload.blob;
  if (offset > size) return vanished();
  // At the end one goes without bytes: it brings the receipt, and repairs a record that was lost.
  const most = pieceOf(line.link);
  const end = size - offset < 1.25 * most ? size : offset + Math.floor(most);
  const begun = line.clock();
  const answer = await line.ask({
    method: 'PATCH',
    path: upload.path,
    token: upload.token,
    headers: {
      ...TUS,
      'Upload-Offset': String(offset),
      'Content-Type': 'application/offset+octet-stream',
    },
    body: upload.blob.slice(offset, end),
  });
  if (answer) return judgePatch(answer, offset, size, line);
  const ms = line.clock() - begun;
  line.lost += 1;
  const alive = line.link.calm > 0 && line.lost <= MOST_LOST;
  line.link = afterCut(line.link, ms);
  if (line.link.drops) {
    // Nothing of it was kept; if it was, the next request is told so.
    line.link = afterKept(line.link, 0, ms);
    line.cutAt = end;
    return stopped(offset, alive || pieceOf(line.link) < end - offset);
  }
  line.cuts.set(upload.path, { from: offset, ms });
  if (upload.others && alive && ms < SILENCE_MS) return stopped(null, true);
  const told = await askOffset(upload, line, ASK_AFTER);
  if (typeof told !== 'number') return told;
  return stopped(told, told > offset || pieceOf(line.link) < end - offset);
}

/** Asks while another page goes; null when it was not told. */
export async function askAside(path: string, token: string, line: Line): Promise<number | null> {
  const told = await askOffset({ path, token }, line, ASK_AFTER.slice(0, 1));
  return typeof told === 'number' ? told : null;
}

async function askOffset(
  { path, token }: Pick<PageUpload, 'path' | 'token'>,
  line: Line,
  pauses: readonly number[],
): Promise<number | UploadOutcome> {
  for (const pause of pauses) {
    if (pause) await line.pause(pause);
    const answer = await line.ask({ method: 'HEAD', path, token, headers: TUS });
    if (!answer) continue;
    if (isGone(answer)) return vanished();
    if (!answer.tus || answer.offset === null) return refused(answer);
    const cut = line.cuts.get(path);
    if (cut) line.link = afterKept(line.link, answer.offset - cut.from, cut.ms);
    if (cut && answer.offset > cut.from) line.lost = 0;
    line.cuts.delete(path);
    return answer.offset;
  }
  return stopped(null, false);
}

function judgePatch(answer: Answer, offset: number, size: number, line: Line): UploadOutcome {
  if (isGone(answer)) return vanished();
  if (MISPLACED.includes(answer.status) && answer.tus) {
    // Bytes that an older request left behind, or a browser that repeated one by itself.
    if (answer.offset !== null && answer.offset > offset && answer.offset < line.cutAt) {
      line.link = { ...line.link, drops: false };
    }
    return stopped(answer.offset, answer.offset !== null && answer.offset !== offset);
  }
  if (answer.status === 200) {
    const receipt = readReceipt(answer.body);
    return receipt ? { done: true, receipt } : refused(answer);
  }
  if (answer.status === 204 && answer.tus && answer.offset !== null) {
    line.lost = 0;
    if (answer.offset === size) return { done: true, receipt: null };
    return stopped(answer.offset, answer.offset > offset);
  }
  return refused(answer);
}

/** Only our server's word for it: a portal says 404 to everything. */
function isGone(answer: Answer): boolean {
  return VANISHED.includes(answer.status) && (answer.tus || answer.type.includes('problem'));
}

function stopped(offset: number | null, moved: boolean): UploadOutcome {
  return { done: false, offset, moved, verdict: null, again: false };
}

function vanished(): UploadOutcome {
  return { done: false, offset: null, moved: false, verdict: null, again: true };
}

function refused(answer: Answer): UploadOutcome {
  return { done: false, offset: null, moved: false, verdict: judgeRefusal(answer), again: false };
}
