/**
 * The screens' door to the engine: promises instead of messages, a worker where there can be one. A worker
 * whose memory was taken is begun anew, and the same picture is looked at smaller; one whose script is not
 * on the phone is something else (`StudioMissing`): then a page is made the plain way.
 */
import { CaptureError, type CaptureFault } from './fault';
import type { Answer, Looked, Made, MakeOptions, Question } from './protocol';

/** What makes pages is not here and cannot be fetched now; the picture is all right. */
export class StudioMissing extends Error {
  override name = 'StudioMissing';
}

/** Every promise fails with a `CaptureError` or a `StudioMissing`. */
export interface Studio {
  /** One picture at a time: what was looked at before is forgotten. */
  look(source: Blob): Promise<Looked>;
  make(handle: number, options: MakeOptions): Promise<Made>;
  forget(handle: number): void;
  /** Resolves when the worker's script is here and runs. */
  ready(): Promise<void>;
  /** Gives all memory back; what was not answered fails with `no_memory`. */
  close(): void;
}

/** A question without its number. */
type Asked = { look: Blob; small?: boolean } | { make: number; options: MakeOptions } | { forget: number };
/** Null: nobody is there who could answer. */
type Told = Answer | null;

/** A picture under the number that the screens know, whichever worker has it. */
interface Held {
  source: Blob;
  handle: number;
  round: number;
}

export function openStudio(): Studio {
  const way = typeof OffscreenCanvas === 'undefined' || typeof Worker === 'undefined' ? onThePage() : beside();
  const held = new Map<number, Held>();
  let last = 0;
  const see = async (source: Blob, small: boolean) => {
    const looked = part(await way.ask({ look: source, small }), 'looked');
    return { looked, seen: { source, handle: looked.handle, round: way.round() } };
  };
  const seeSmall = (source: Blob) => {
    way.restart();
    return see(source, true);
  };
  const forget = (handle: number): void => {
    const seen = held.get(handle);
    held.delete(handle);
    if (seen?.round === way.round()) void way.ask({ forget: seen.handle });
  };
  return {
    look: async (source) => {
      [...held.keys()].forEach(forget);
      const { looked, seen } = await see(source, false).catch(unlessMemory(() => seeSmall(source)));
      held.set(++last, seen);
      return { ...looked, handle: last };
    },
    make: async (handle, options) => {
      const made = async ({ handle: inner, round }: Held): Promise<Made> => {
        if (round !== way.round()) throw new CaptureError('no_memory');
        return part(await way.ask({ make: inner, options }), 'made');
      };
      const seen = held.get(handle);
      if (!seen) throw new CaptureError('no_memory');
      const smaller = async (): Promise<Made> => {
        const again = await seeSmall(seen.source);
        held.set(handle, again.seen);
        return made(again.seen);
      };
      return made(seen).catch(unlessMemory(smaller));
    },
    forget,
    ready: async () => void part(await way.ask({ forget: 0 }), 'forgotten'),
    close: way.close,
  };
}

/** Only want of memory is worth a second try. */
const unlessMemory =
  <T>(again: () => Promise<T>) =>
  (cause: unknown): Promise<T> => {
    if (cause instanceof CaptureError && cause.fault === 'no_memory') return again();
    throw cause;
  };

function part<Key extends 'looked' | 'made' | 'forgotten'>(told: Told, key: Key): Extract<Answer, Record<Key, unknown>>[Key] {
  if (!told) throw new StudioMissing();
  if ('fault' in told) throw new CaptureError(told.fault);
  return (told as Extract<Answer, Record<Key, unknown>>)[key];
}

interface Way {
  ask: (question: Asked) => Promise<Told>;
  /** Gives all its memory back; pictures of an earlier round are gone. */
  restart: () => void;
  round: () => number;
  close: () => void;
}

/** As long as a script of 17 kB may take; the plain way is better than waiting longer. */
const FETCH_MS = 20_000;
/** A page takes two to four seconds on a slow phone. Some systems end a worker without telling anybody. */
const ANSWER_MS = 60_000;

function beside(): Way {
  const waiting = new Map<number, (told: Told) => void>();
  let worker: Worker | null = null;
  let closed = false;
  let last = 0;
  let round = 0;
  const end = (fault: CaptureFault | null): void => {
    worker?.terminate();
    worker = null;
    round += 1;
    for (const [id, done] of waiting) done(fault && { id, fault });
    waiting.clear();
  };
  const put = (asked: Worker, question: Asked, patience: number, late: CaptureFault | null): Promise<Told> =>
    new Promise((done) => {
      const id = ++last;
      const timer = setTimeout(() => worker === asked && waiting.has(id) && end(late), patience);
      waiting.set(id, (told) => {
        clearTimeout(timer);
        done(told);
      });
      asked.postMessage({ id, ...question } satisfies Question);
    });
  const begin = (): Worker => {
    const begun = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    let runs = false;
    begun.onmessage = ({ data }: MessageEvent<Answer>) => {
      runs = true;
      waiting.get(data.id)?.(data);
      waiting.delete(data.id);
    };
    begun.onerror = begun.onmessageerror = () => worker === begun && end(runs ? 'no_memory' : null);
    void put(begun, { forget: 0 }, FETCH_MS, null);
    return begun;
  };
  // At once: its script is fetched while the person still aims, or while there still is a link.
  worker = begin();
  return {
    ask: (question) => {
      if (closed) return Promise.resolve({ id: 0, fault: 'no_memory' });
      worker ??= begin();
      return put(worker, question, ANSWER_MS, 'no_memory');
    },
    restart: () => end('no_memory'),
    round: () => round,
    close: () => {
      closed = true;
      end('no_memory');
    },
  };
}

/** Browsers without a canvas in workers: the screen waits meanwhile. */
function onThePage(): Way {
  const nothing = (): void => undefined;
  return {
    ask: async (question) => {
      const engine = await import('./engine/serve').catch(() => null);
      return engine && engine.answer({ id: 0, ...question });
    },
    restart: nothing,
    round: () => 0,
    close: nothing,
  };
}
