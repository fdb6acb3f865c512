/**
 * The one door to the server. Every call ends in an Answer, never in an exception (but an aborted
 * one): what is not JSON of ours — a captive portal's page, half an answer — is `foreign`, so that
 * no caller can take it for a success.
 */
export interface Problem {
  code: string;
  title: string;
  detail: string;
  errors: unknown;
  /** The whole body: some problems carry more, a receipt for one. */
  members: Record<string, unknown>;
}

export type Answer<T> =
  | { kind: 'ok'; status: number; body: T; headers: Headers }
  | { kind: 'not_modified'; headers: Headers }
  | { kind: 'problem'; status: number; problem: Problem; headers: Headers }
  | { kind: 'foreign'; status: number; headers: Headers }
  | { kind: 'no_link' };

export interface CallOptions {
  json?: unknown;
  body?: BodyInit;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** A queue request carries this token and no cookie; the server refuses both together. */
  sendToken?: string;
}

/** What came back: an answer of ours, of somebody else (a portal's page), or none. */
export type Heard = 'ours' | 'foreign' | 'silence';

/** Told of every answer and of every silence; `state/connection` judges the link by it. */
export const listener: { heard?: (what: Heard) => void } = {};

export async function call<T>(
  method: string,
  path: string,
  options: CallOptions = {},
): Promise<Answer<T>> {
  const answer = await ask<T>(method, path, options);
  const heard = heardIn(answer);
  if (heard) listener.heard?.(heard);
  return answer;
}

/**
 * A gateway whose server is away says nothing of ours, but it is no portal either. What the browser
 * may have kept tells nothing: its cache answers without a link, too.
 */
function heardIn(answer: Answer<unknown>): Heard | null {
  if (answer.kind === 'ok' && /max-age/.test(answer.headers.get('Cache-Control') ?? '')) return null;
  if (answer.kind === 'foreign') return answer.status < 500 || answer.status === 511 ? 'foreign' : 'silence';
  return answer.kind === 'no_link' ? 'silence' : 'ours';
}

async function ask<T>(
  method: string,
  path: string,
  options: CallOptions,
): Promise<Answer<T>> {
  let response: Response;
  try {
    response = await fetch(path, requestOf(method, options));
  } catch (error) {
    if (options.signal?.aborted) throw error;
    return { kind: 'no_link' };
  }
  return readAnswer<T>(response, options.signal);
}

export function get<T>(path: string, options?: CallOptions): Promise<Answer<T>> {
  return call<T>('GET', path, options);
}

function requestOf(method: string, options: CallOptions): RequestInit {
  const headers: Record<string, string> = { 'Accept-Language': document.documentElement.lang || 'vi', ...options.headers };
  const request: RequestInit = { method };
  if (options.json !== undefined) {
    headers['Content-Type'] = 'application/json';
    request.body = JSON.stringify(options.json);
  } else if (options.body !== undefined) {
    request.body = options.body;
  }
  if (options.sendToken !== undefined) {
    headers.Authorization = `Bearer ${options.sendToken}`;
    request.credentials = 'omit';
  }
  request.headers = headers;
  if (options.signal) request.signal = options.signal;
  return request;
}

async function readAnswer<T>(response: Response, signal?: AbortSignal): Promise<Answer<T>> {
  const { status, headers } = response;
  if (status === 304) return { kind: 'not_modified', headers };
  if (status === 204) return { kind: 'ok', status, body: undefined as T, headers };
  const type = headers.get('Content-Type') ?? '';
  if (!/^application\/(?:[\w.-]+\+)?json\b/.test(type)) return { kind: 'foreign', status, headers };
  let body: unknown;
  try {
    body = await response.json();
  } catch (error) {
    if (signal?.aborted) throw error;
    return { kind: 'foreign', status, headers };
  }
  if (response.ok) return { kind: 'ok', status, body: body as T, headers };
  const problem = readProblem(body);
  return problem ? { kind: 'problem', status, problem, headers } : { kind: 'foreign', status, headers };
}

function readProblem(body: unknown): Problem | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
  const members = body as Record<string, unknown>;
  if (typeof members.code !== 'string') return null;
  return {
    code: members.code,
    title: text(members.title),
    detail: text(members.detail),
    errors: members.errors,
    members,
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
