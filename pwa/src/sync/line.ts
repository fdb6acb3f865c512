/** The way to the server during one run: it asks, is patient as the link needs it, and measures. */
import type { Link } from '../domain/estimate';
import { keepLink, readLink } from '../storage/link';
import { afterAnswer, afterSilence, patienceFor } from './pace';
import type { Answer } from './policy';
import { type QueueRequest, type Send, sizeOf } from './transport';

/** Of a request: an answer of ours, one of somebody else (a portal's page), or none. */
export type Heard = 'ours' | 'foreign' | 'silence';

export interface LinePorts {
  send: Send;
  /** The phone's time of day, which may be wrong and may jump. */
  now: () => number;
  /** Milliseconds that only go forward. */
  clock: () => number;
  pause: (ms: number) => Promise<void>;
  signal: AbortSignal;
  heard?: (what: Heard, ms: number | null) => void;
}

export interface Line extends LinePorts {
  link: Link;
  /** Where the last request ended that was cut and not asked about. */
  cutAt: number;
  /** Uploads that were cut and are to be asked about: from which offset, after how long. */
  cuts: Map<string, { from: number; ms: number }>;
  /** Pages that were cut in a row, since the last of which something is known to have arrived. */
  lost: number;
  /** Answers that our server gave. */
  answers: number;
  ask: (request: QueueRequest) => Promise<Answer | null>;
  /** What was measured outlives this run, however it ends. */
  keep: () => Promise<void>;
}

export async function openLine(ports: LinePorts): Promise<Line> {
  const line: Line = {
    ...ports,
    link: await readLink(),
    cutAt: 0,
    cuts: new Map(),
    lost: 0,
    answers: 0,
    ask: (request) => askOver(line, request),
    keep: () => keepLink(line.link),
  };
  return line;
}

async function askOver(line: Line, request: QueueRequest): Promise<Answer | null> {
  const bytes = sizeOf(request);
  const patience = patienceFor(line.link, bytes);
  const begun = line.clock();
  const answer = await line.send(request, line.signal, patience);
  const ms = line.clock() - begun;
  const ours = answer !== null && (answer.tus || answer.type.endsWith('json'));
  if (ours) {
    line.answers += 1;
    // A refusal may come before the bytes have gone: it tells nothing about their rate.
    if (answer.status < 300) line.link = afterAnswer(line.link, bytes, ms, line.now());
  } else if (ms >= patience) line.link = afterSilence(line.link);
  line.heard?.(ours ? 'ours' : heardIn(answer), bytes ? null : ms);
  return answer;
}

/** Who spoke, when it was no answer of our app: the gateway before our server knows 413 and 5xx, too. */
export function heardIn(answer: Answer | null): Heard {
  if (!answer || (answer.status >= 500 && answer.status !== 511)) return 'silence';
  return answer.status === 413 ? 'ours' : 'foreign';
}
