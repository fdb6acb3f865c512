/**
 * One request of the queue. No cookie ever goes with it, only the send-only token. Null: no answer
 * came. A redirect is a captive portal's doing: it is an answer, and not ours.
 */
import type { Answer } from './policy';

export interface QueueRequest {
  method: 'PUT' | 'PATCH' | 'HEAD' | 'POST';
  path: string;
  token?: string;
  headers?: Record<string, string>;
  body?: string | Blob;
}

export type Send = (
  request: QueueRequest,
  signal: AbortSignal,
  /** Milliseconds until an answer is given up. */
  patience: number,
) => Promise<Answer | null>;

export function sender(fetcher: typeof fetch): Send {
  return async (request, signal, patience) => {
    const given = withPatience(signal, patience);
    try {
      const response = await fetcher(request.path, {
        method: request.method,
        headers: {
          ...(request.method === 'HEAD' ? {} : { Accept: 'application/json' }),
          ...(request.token ? { Authorization: `Bearer ${request.token}` } : {}),
          ...request.headers,
        },
        ...(request.body === undefined ? {} : { body: request.body }),
        credentials: 'omit',
        redirect: 'manual',
        // The server knows the way to its own app, and a header of 60 bytes has its price.
        referrerPolicy: 'no-referrer',
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

/** Bytes of a request's body, as far as they matter for its time. */
export const sizeOf = ({ body }: QueueRequest): number =>
  typeof body === 'string' ? body.length : (body?.size ?? 0);

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
