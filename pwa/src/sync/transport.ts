/**
 * One request of the queue. No cookie ever goes with it, only the send-only token; a redirect is a
 * captive portal's doing and counts as no answer. Null: no answer came.
 */
import type { Answer } from './policy';

export interface QueueRequest {
  method: 'PUT' | 'PATCH' | 'HEAD';
  path: string;
  token: string;
  headers?: Record<string, string>;
  body?: string | Blob;
}

export type Send = (request: QueueRequest, signal: AbortSignal) => Promise<Answer | null>;

/** Patience for an answer without a body, and the slowest link that is still waited for. */
const PATIENCE_MS = 45_000;
const SLOWEST_BYTES_PER_MS = 0.5;

export function sender(fetcher: typeof fetch): Send {
  return async (request, signal) => {
    const size = typeof request.body === 'string' ? request.body.length : (request.body?.size ?? 0);
    const given = withPatience(signal, PATIENCE_MS + size / SLOWEST_BYTES_PER_MS);
    try {
      const response = await fetcher(request.path, {
        method: request.method,
        headers: {
          Accept: 'application/json',
          Authorization: `Bearer ${request.token}`,
          ...request.headers,
        },
        ...(request.body === undefined ? {} : { body: request.body }),
        credentials: 'omit',
        redirect: 'error',
        cache: 'no-store',
        signal: given.signal,
      });
      return await readAnswer(response);
    } catch (cause) {
      if (isNoAnswer(cause)) return null;
      throw cause;
    } finally {
      given.stop();
    }
  };
}

/** AbortSignal.any and .timeout are younger than the phones here. */
function withPatience(outer: AbortSignal, patience: number): { signal: AbortSignal; stop(): void } {
  const inner = new AbortController();
  const give = (): void => inner.abort();
  const timer = setTimeout(give, patience);
  if (outer.aborted) give();
  outer.addEventListener('abort', give);
  return {
    signal: inner.signal,
    stop: () => {
      clearTimeout(timer);
      outer.removeEventListener('abort', give);
    },
  };
}

async function readAnswer(response: Response): Promise<Answer> {
  const type = (response.headers.get('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase();
  const json = type === 'application/json' || type === 'application/problem+json';
  return {
    status: response.status,
    type: type ?? '',
    body: json ? parse(await response.text()) : undefined,
    retryAfter: readNumber(response.headers.get('Retry-After')),
    offset: readNumber(response.headers.get('Upload-Offset')),
    tus: response.headers.get('Tus-Resumable') === '1.0.0',
  };
}

/** fetch fails with a TypeError when the link does, and with a DOMException when it was cut off. */
function isNoAnswer(cause: unknown): boolean {
  return cause instanceof TypeError || cause instanceof DOMException;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

function readNumber(header: string | null): number | null {
  return header !== null && /^\d+$/.test(header) ? Number(header) : null;
}
