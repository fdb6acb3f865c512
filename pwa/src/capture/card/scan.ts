/**
 * The code of an ID card, from the moving camera or from a photograph. The browser's own reader is asked
 * where it has one; elsewhere, and where it sees nothing in a photograph, zxing reads in a worker, which
 * is fetched when it is first needed (docs/decisions/0087).
 */
import { type Card, readCard } from '../../domain/card';
import type { CardAnswer, CardQuestion } from './protocol';

export type Scanned =
  | { kind: 'card'; card: Card }
  /** A code, but of something else: a shop, a bank transfer. */
  | { kind: 'not_a_card' }
  | { kind: 'none' }
  /** The reader is not on this phone and cannot be fetched now. */
  | { kind: 'no_reader' };

interface Detector {
  detect: (picture: ImageBitmap) => Promise<{ rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats: () => Promise<string[]>;
}

/** Larger photographs are made smaller while they are decoded: a cheap phone has not the memory. */
const LARGEST_EDGE = 4000;

let detector: Promise<Detector | null> | null = null;
let frames = 0;

/** What the camera shows now; the picture is used up. */
export async function scanFrame(frame: ImageBitmap): Promise<Scanned> {
  const own = await ownReader();
  if (!own) return ask(frame, (frames += 1));
  const text = await detected(own, frame);
  frame.close();
  return judged(text);
}

/** A photograph or a file; what is no picture has no code. */
export async function scanBlob(blob: Blob): Promise<Scanned> {
  const picture = await decoded(blob);
  if (!picture) return { kind: 'none' };
  const own = await ownReader();
  const text = own && (await detected(own, picture));
  if (typeof text !== 'string') return ask(picture, null);
  picture.close();
  return judged(text);
}

const judged = (text: string | null): Scanned => {
  if (text === null) return { kind: 'none' };
  const card = readCard(text, Date.now());
  return card ? { kind: 'card', card } : { kind: 'not_a_card' };
};

/** Present does not mean that it can read QR codes: on some systems the class is there and empty. */
function ownReader(): Promise<Detector | null> {
  detector ??= (async () => {
    const Own = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
    const formats = (await Own?.getSupportedFormats?.().catch(() => [])) ?? [];
    return Own && formats.includes('qr_code') ? new Own({ formats: ['qr_code'] }) : null;
  })();
  return detector;
}

/** Several codes in one picture: the card's. A detector that breaks down has seen nothing. */
async function detected(own: Detector, picture: ImageBitmap): Promise<string | null> {
  const texts = (await own.detect(picture).catch(() => [])).map(({ rawValue }) => rawValue);
  return texts.find((text) => readCard(text, Date.now())) ?? texts[0] ?? null;
}

async function decoded(blob: Blob): Promise<ImageBitmap | null> {
  try {
    const whole = await createImageBitmap(blob);
    if (Math.max(whole.width, whole.height) <= LARGEST_EDGE) return whole;
    const across = whole.width >= whole.height ? { resizeWidth: LARGEST_EDGE } : { resizeHeight: LARGEST_EDGE };
    whole.close();
    return await createImageBitmap(blob, { ...across, resizeQuality: 'high' });
  } catch {
    return null;
  }
}

let worker: Worker | null = null;
let asked = 0;
const waiting = new Map<number, (answer: CardAnswer) => void>();

function ask(picture: ImageBitmap, count: number | null): Promise<Scanned> {
  worker ??= started();
  const question: CardQuestion = { id: (asked += 1), picture, count };
  const answered = new Promise<CardAnswer>((done) => waiting.set(question.id, done));
  worker.postMessage(question, [picture]);
  return answered.then((answer) => ('text' in answer ? judged(answer.text) : { kind: 'no_reader' }));
}

function started(): Worker {
  const made = new Worker(new URL('./worker-card.ts', import.meta.url), { type: 'module' });
  made.onmessage = ({ data }: MessageEvent<CardAnswer>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
    // It keeps a failed fetch for ever: the next question begins anew.
    if ('missing' in data) closeScanner();
  };
  made.onerror = closeScanner;
  return made;
}

/** Gives the memory back (some 20 MB); whoever waits hears that there is no reader. */
export function closeScanner(): void {
  worker?.terminate();
  worker = null;
  for (const [id, tell] of waiting) tell({ id, missing: true });
  waiting.clear();
}
