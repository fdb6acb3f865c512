/**
 * What an answer means for an entry of the outbox. Pure, and the heart of "loses nothing": an entry
 * counts as sent only after a 2xx whose body is the receipt we asked for. A captive portal's page,
 * a gateway's error or half an answer is as good as no answer.
 */
import { type FeeAsked, isCommand, type OutboxEntry, type ParkReason, type RetryReason } from '../domain/outbox';
import { isObject, readReceipt, type Receipt } from '../domain/receipt';

export interface Answer {
  status: number;
  /** Media type without parameters, in lower case. */
  type: string;
  /** Parsed when the type says JSON; undefined when it is not JSON or does not parse. */
  body: unknown;
  /** Seconds, from Retry-After. */
  retryAfter: number | null;
  offset: number | null;
  tus: boolean;
}

export type Verdict =
  | { do: 'done'; receipt: Receipt | null }
  | { do: 'pages'; receipt: Receipt }
  | { do: 'retry'; why: RetryReason; after: number | null }
  | { do: 'park'; why: ParkReason; said: string | null; receipt: Receipt | null; fee?: FeeAsked | null }
  | { do: 'new_id' }
  /** Only a draft that another phone saved stands above it: what was handed in goes over it. */
  | { do: 'lift'; above: number };

const retry = (why: RetryReason, after: number | null = null): Verdict => ({
  do: 'retry',
  why,
  after,
});

const PARK_BY_CODE: Record<string, ParkReason> = {
  already_accepted: 'already_accepted',
  revision_conflict: 'conflict',
  command_conflict: 'conflict',
  invalid: 'invalid',
  too_large: 'too_large',
  unsupported_media_type: 'bad_file',
  not_found: 'gone',
  malformed: 'update_app',
  sign_in_required: 'sign_in',
  upload_hash_mismatch: 'page_damaged',
  upload_wrong_type: 'bad_file',
  upload_unreadable: 'bad_file',
  upload_locked_pdf: 'bad_file',
  upload_too_many_pixels: 'bad_file',
  upload_too_many_pages: 'bad_file',
  upload_too_heavy: 'bad_file',
  supplement_closed: 'gone',
  decision_made: 'refused',
  transition_not_allowed: 'refused',
  fee_higher: 'fee_higher',
};

const PARK_BY_STATUS: Record<number, ParkReason> = {
  400: 'update_app',
  401: 'sign_in',
  403: 'refused',
  404: 'gone',
  409: 'conflict',
  410: 'gone',
  413: 'too_large',
  415: 'bad_file',
  422: 'invalid',
};

/** The answer to a PUT of a dossier, a supplement or a command. */
export function judge(entry: OutboxEntry, answer: Answer): Verdict {
  if (answer.status >= 200 && answer.status < 300) return judgeSuccess(entry, answer);
  const refusal = judgeRefusal(answer);
  // Whatever was the matter with paying: the server's own sentence says it, and no money was taken.
  if (entry.kind === 'pay_intent' && refusal.do === 'park' && refusal.why !== 'sign_in') return { ...refusal, why: 'fee' };
  const above = entry.kind === 'submit' ? savedAbove(answer.body) : null;
  return above === null || refusal.do === 'retry' ? refusal : { do: 'lift', above };
}

/** The revision of a mere draft in whose way the submission came. */
function savedAbove(body: unknown): number | null {
  if (!isObject(body) || body.state !== 'draft') return null;
  const standsBefore = body.code === 'superseded' || body.code === 'revision_conflict';
  return standsBefore && typeof body.revision === 'number' ? body.revision : null;
}

function judgeSuccess(entry: OutboxEntry, answer: Answer): Verdict {
  if (isCommand(entry)) {
    const known = isObject(answer.body) && `command:${String(answer.body.id)}` === entry.key;
    return known ? { do: 'done', receipt: null } : retry('not_our_server');
  }
  const receipt = readReceipt(answer.body);
  if (!receipt || !isAbout(entry, receipt)) return retry('not_our_server');
  return receipt.missing.length > 0 ? { do: 'pages', receipt } : { do: 'done', receipt };
}

/**
 * A receipt of another dossier, or of an older revision, is no receipt of this entry. Nor is that of a
 * newer draft, which another phone saved over it: what was handed in is not handed in any more.
 */
export function isAbout(entry: OutboxEntry, { id, revision, state }: Receipt): boolean {
  if (id !== entry.dossier) return false;
  const newer = revision > entry.revision && (state !== 'draft' || entry.kind === 'save');
  return entry.kind === 'supplement' || revision === entry.revision || newer;
}

/** Everything that is not a success, for PUT, PATCH and HEAD alike. */
export function judgeRefusal(answer: Answer): Verdict {
  const { status } = answer;
  if (status === 429) return retry('too_many', answer.retryAfter);
  if (status >= 500 || status === 408 || status === 425) {
    // A gateway's page says that our server is being restarted; 511 alone is a portal's.
    return retry(status === 511 ? 'not_our_server' : 'server_fault', answer.retryAfter);
  }
  if (!isProblem(answer)) {
    return status === 413 ? park('too_large', null) : retry('not_our_server');
  }
  const problem = answer.body as Record<string, unknown>;
  const code = String(problem.code);
  if (code === 'id_taken') return { do: 'new_id' };
  const receipt = readReceipt(problem.receipt);
  if (code === 'superseded') return { do: 'done', receipt };
  const why = PARK_BY_CODE[code] ?? PARK_BY_STATUS[status];
  if (!why) return retry('not_our_server');
  const said = typeof problem.title === 'string' ? problem.title : null;
  return { do: 'park', why, said, receipt, fee: isObject(problem.fee) ? problem.fee : null };
}

function park(why: ParkReason, said: string | null): Verdict {
  return { do: 'park', why, said, receipt: null };
}

function isProblem(answer: Answer): boolean {
  return (
    answer.type === 'application/problem+json' &&
    isObject(answer.body) &&
    typeof answer.body.code === 'string'
  );
}

const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 15 * 60_000;
/** No server may put us off for longer, and no jump of the clock either. */
export const MOST_WAIT = 60 * 60_000;

/**
 * Milliseconds until the next try: doubling from 5 seconds to a quarter of an hour, spread by half
 * to either side so that a valley of phones does not knock at once when the mast comes back.
 */
export function waitFor(attempts: number, after: number | null, random: number): number {
  const base = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.max(0, attempts - 1));
  return Math.min(MOST_WAIT, Math.max(base * (0.5 + random), (after ?? 0) * 1000));
}

/**
 * Whether its time has come. The phone's clock may jump by years either way: a moment before the one
 * at which the waiting was decided tells that it did. `force` does not break into what the server
 * asked for.
 */
export function isDue(entry: OutboxEntry, now: number, force: boolean): boolean {
  if (entry.held || entry.parked !== null) return false;
  if (force && entry.waiting !== 'too_many') return true;
  return now >= entry.next_at || now < entry.set_at;
}

/** Texts before pages; what was handed in before what is only saved; else as they were handed in. */
export function order(one: OutboxEntry, other: OutboxEntry): number {
  return rankOf(one) - rankOf(other) || one.seq - other.seq;
}

const rankOf = (entry: OutboxEntry): number =>
  (entry.phase === 'text' ? 0 : 2) + Number(entry.kind === 'save');
