/** Files from the officer's computer, by tus, with the officer's own session. */
import { ask } from './door';
import type { Missing } from './types';

const TUS = { 'Tus-Resumable': '1.0.0' };
const CHUNK = 'application/offset+octet-stream';

export type Sent = { done: true; id: string } | { done: false; code: string; detail: string };

/** A file of a result: made and sent in one request (creation-with-upload). */
export async function sendResult(blob: Blob, sha256: string): Promise<Sent> {
  const metadata = [
    ['purpose', 'result'],
    ['filetype', blob.type],
    ['sha256', sha256],
  ].map(([key, value]) => `${key} ${btoa(value ?? '')}`);
  const answer = await ask<unknown>('POST', '/api/uploads', {
    body: blob,
    headers: { ...TUS, 'Upload-Length': String(blob.size), 'Upload-Metadata': metadata.join(','), 'Content-Type': CHUNK },
  });
  const place = answer.kind === 'no_link' ? null : answer.headers.get('Location');
  const id = place?.split('/').pop();
  // The answer to a creation has no body: what is not JSON counts as foreign in the common door.
  const made = (answer.kind === 'ok' || answer.kind === 'foreign') && answer.status === 201;
  if (made && id) return { done: true, id };
  return fault(answer);
}

/** A page that the dossier's receipt asks for. */
export async function sendPage(blob: Blob, { upload, offset }: Missing): Promise<Sent> {
  const answer = await ask<unknown>('PATCH', upload, {
    body: offset === 0 ? blob : blob.slice(offset),
    headers: { ...TUS, 'Upload-Offset': String(offset), 'Content-Type': CHUNK, Accept: 'application/json' },
  });
  if (answer.kind === 'ok') return { done: true, id: upload };
  return fault(answer);
}

function fault(answer: Awaited<ReturnType<typeof ask>>): Sent {
  if (answer.kind === 'problem') return { done: false, code: answer.problem.code, detail: answer.problem.title || answer.problem.detail };
  return { done: false, code: 'no_link', detail: '' };
}
