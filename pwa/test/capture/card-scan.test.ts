// The browser's own reader and zxing's worker stand at the edge; the browser's tests use the real worker.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CardAnswer, CardQuestion } from '../../src/capture/card/protocol';
import { cardMismatch } from '../../src/domain/card';

const CARD = '038301000123||Lò Thị Hoa|15032001|Nữ|Luận Thành, Thường Xuân, Thanh Hóa|24062021';
const closed = vi.fn();
const ended = vi.fn();
const bitmap = { width: 100, height: 80, close: closed } as unknown as ImageBitmap;

interface Own {
  formats?: string[];
  sees?: () => Promise<{ rawValue: string }[]>;
}

/** A fresh module each time: it remembers which reader the browser has. */
async function scanner(own: Own | null, answers: ((question: CardQuestion) => CardAnswer)[] = []) {
  const asked: CardQuestion[] = [];
  class Reading {
    onmessage: ((event: { data: CardAnswer }) => void) | null = null;
    onerror: (() => void) | null = null;
    postMessage(question: CardQuestion): void {
      asked.push(question);
      const answer = answers.shift();
      queueMicrotask(() => (answer ? this.onmessage?.({ data: answer(question) }) : this.onerror?.()));
    }
    terminate = ended;
  }
  vi.stubGlobal('Worker', Reading);
  class Detector {
    static getSupportedFormats = () => Promise.resolve(own?.formats ?? ['qr_code']);
    detect = () => own?.sees?.() ?? Promise.resolve([]);
  }
  vi.stubGlobal('BarcodeDetector', own ? Detector : undefined);
  vi.resetModules();
  return { ...(await import('../../src/capture/card/scan')), ...(await import('../../src/capture/card/whose')), asked };
}

beforeEach(() => {
  closed.mockClear();
  ended.mockClear();
  vi.stubGlobal('createImageBitmap', vi.fn(() => Promise.resolve(bitmap)));
});
afterEach(() => vi.unstubAllGlobals());

const reads = (text: string | null) => ({ id }: CardQuestion): CardAnswer => ({ id, text });

describe("the browser's own reader", () => {
  it('is asked alone for the moving picture, and gives the picture back', async () => {
    const { scanFrame, asked } = await scanner({ sees: () => Promise.resolve([{ rawValue: 'https://x.vn' }, { rawValue: CARD }]) });
    expect(await scanFrame(bitmap)).toMatchObject({ kind: 'card', card: { full_name: 'Lò Thị Hoa' } });
    expect(asked).toEqual([]);
    expect(closed).toHaveBeenCalledOnce();
  });

  it('counts only where it knows QR codes: elsewhere the class is there and empty', async () => {
    // Seen failing with the class alone asked for.
    const { scanFrame, asked } = await scanner({ formats: ['ean_13'] }, [reads(CARD)]);
    expect((await scanFrame(bitmap)).kind).toBe('card');
    expect(asked.map(({ count }) => count)).toEqual([1]);
  });

  it('is helped by zxing at a photograph in which it sees nothing, or breaks down', async () => {
    for (const sees of [() => Promise.resolve([]), () => Promise.reject(new DOMException('x'))]) {
      const { scanBlob, asked } = await scanner({ sees }, [reads(CARD)]);
      expect((await scanBlob(new Blob(['x']))).kind).toBe('card');
      expect(asked.map(({ count }) => count)).toEqual([null]);
    }
  });
});

describe('zxing in a worker', () => {
  it('tells a card, another code, nothing, and a reader that cannot be had', async () => {
    const { scanBlob } = await scanner(null, [reads(CARD), reads('xin chào'), reads(null), ({ id }) => ({ id, missing: true }), reads(CARD)]);
    const seen: string[] = [];
    for (let times = 0; times < 5; times += 1) seen.push((await scanBlob(new Blob(['x']))).kind);
    expect(seen).toEqual(['card', 'not_a_card', 'none', 'no_reader', 'card']);
  });

  it('that dies leaves nobody waiting, and is begun anew', async () => {
    // Seen failing without `onerror`.
    const answers: ((question: CardQuestion) => CardAnswer)[] = [];
    const { scanFrame } = await scanner(null, answers);
    expect((await scanFrame(bitmap)).kind).toBe('no_reader');
    answers.push(reads(CARD));
    expect((await scanFrame(bitmap)).kind).toBe('card');
  });
});

it('takes a file that is no picture for one without a code, and makes huge ones smaller', async () => {
  const { scanBlob } = await scanner(null, [reads(null)]);
  vi.mocked(createImageBitmap).mockRejectedValueOnce(new DOMException('x', 'InvalidStateError'));
  expect(await scanBlob(new Blob(['x']))).toEqual({ kind: 'none' });
  vi.mocked(createImageBitmap).mockResolvedValueOnce({ ...bitmap, width: 9000, height: 12_000, close: closed });
  await scanBlob(new Blob(['x']));
  expect(vi.mocked(createImageBitmap).mock.lastCall?.[1]).toMatchObject({ resizeHeight: 4000 });
});

it('names the stranger on a photographed card, and nobody when it fits; the memory is given back each time', async () => {
  const { strangersCard } = await scanner(null, [reads(CARD), reads(CARD), reads('x')]);
  const paper = new Blob(['x']);
  const stranger = await strangersCard(paper, [{ full_name: 'Vàng Thị Ví Dụ' }]);
  expect(stranger?.full_name).toBe('Lò Thị Hoa');
  expect(stranger && cardMismatch(stranger, [{ full_name: 'Lò Thị Hoa' }])).toBe(false);
  expect(await strangersCard(paper, [{ full_name: 'lo thi hoa' }])).toBeNull();
  expect(await strangersCard(paper, [{ full_name: 'Vàng Thị Ví Dụ' }])).toBeNull();
  expect(ended).toHaveBeenCalledTimes(3);
});
