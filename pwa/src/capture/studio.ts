/** The screens' door to the engine: promises instead of messages, a worker where there can be one. */
import { CaptureError, type CaptureFault } from './fault';
import type { Answer, Looked, Made, MakeOptions, Question } from './protocol';

export interface Studio {
  look(source: Blob): Promise<Looked>;
  make(handle: number, options: MakeOptions): Promise<Made>;
  forget(handle: number): Promise<void>;
  /** Gives all memory back; what was not answered fails with `no_memory`. */
  close(): void;
}

/** A question without its number. */
type Asked = { look: Blob } | { make: number; options: MakeOptions } | { forget: number };
type Ask = (question: Asked) => Promise<Answer>;

export function openStudio(): Studio {
  const { ask, close } = typeof OffscreenCanvas === 'undefined' || typeof Worker === 'undefined' ? onThePage() : beside();
  return {
    look: async (source) => part(await ask({ look: source }), 'looked'),
    make: async (handle, options) => part(await ask({ make: handle, options }), 'made'),
    forget: async (handle) => void (await ask({ forget: handle })),
    close,
  };
}

function part<Key extends 'looked' | 'made'>(answer: Answer, key: Key): Extract<Answer, Record<Key, unknown>>[Key] {
  if ('fault' in answer) throw new CaptureError(answer.fault);
  return (answer as Extract<Answer, Record<Key, unknown>>)[key];
}

interface Way {
  ask: Ask;
  close: () => void;
}

function beside(): Way {
  const waiting = new Map<number, (answer: Answer) => void>();
  let last = 0;
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<Answer>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  };
  const fail = (fault: CaptureFault) => {
    for (const [id, done] of waiting) done({ id, fault });
    waiting.clear();
  };
  // Its script is not on the phone, or the system took its memory: pages made before are kept.
  worker.onerror = () => fail('no_memory');
  return {
    ask: (question) =>
      new Promise((done) => {
        waiting.set(++last, done);
        worker.postMessage({ id: last, ...question } satisfies Question);
      }),
    close: () => {
      worker.terminate();
      fail('no_memory');
    },
  };
}

/** Browsers without a canvas in workers: the screen waits meanwhile. */
function onThePage(): Way {
  const engine = import('./engine/serve');
  return { ask: async (question) => (await engine).answer({ id: 0, ...question }), close: () => undefined };
}
