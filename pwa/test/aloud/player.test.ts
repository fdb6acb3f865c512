import { afterEach, expect, it, vi } from 'vitest';
import { goOn, pause, place, play, playing, recordings, type Say, type Saying, spoken, stop } from '../../src/state/aloud/player';

/** A sentence that ends when the test says so. */
interface Told extends Saying {
  at: number;
  end: () => void;
  fail: () => void;
  heard: string[];
}

function teller(): { say: Say; told: Told[] } {
  const told: Told[] = [];
  const say: Say = (at) => {
    let end = (): void => undefined;
    let fail = (): void => undefined;
    const said = new Promise<void>((done, refuse) => {
      end = done;
      fail = () => refuse(new Error('no sound'));
    });
    const heard: string[] = [];
    const one = { at, said, end, fail, heard, pause: () => heard.push('pause'), goOn: () => heard.push('goOn'), stop: () => heard.push('stop') };
    told.push(one);
    return one;
  };
  return { say, told };
}

afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

it('reads one sentence after another, says which, and ends', async () => {
  const { say, told } = teller();
  const all = play([0, 2], say);
  expect([playing.value, place.value]).toEqual(['playing', 0]);
  told[0]?.end();
  await vi.waitFor(() => expect(place.value).toBe(2));
  pause();
  expect(playing.value).toBe('paused');
  goOn();
  expect(told[1]?.heard).toEqual(['pause', 'goOn']);
  told[1]?.end();
  await all;
  expect([playing.value, place.value]).toEqual(['idle', null]);
});

/** Seen failing without the count of beginnings: the first went on over the second. */
it('lets a new beginning silence the old one', async () => {
  const { say, told } = teller();
  const first = play([0, 1], say);
  void play([5], say);
  expect(told[0]?.heard).toEqual(['stop']);
  told[0]?.end();
  await first;
  expect(place.value).toBe(5);
  expect(told.map(({ at }) => at)).toEqual([0, 5]);
});

it('says that a sound did not come', async () => {
  const { say, told } = teller();
  const all = play([0, 1], say);
  told[0]?.fail();
  await all;
  expect([playing.value, place.value]).toEqual(['failed', null]);
});

it('plays sounds with one element and fetches the next while one is heard', async () => {
  const element = { src: '', play: vi.fn(() => Promise.resolve()), pause: vi.fn(), onended: null as null | (() => void), onerror: null };
  vi.stubGlobal('Audio', function Audio() {
    return element;
  });
  vi.stubGlobal('URL', { ...URL, createObjectURL: (blob: Blob) => `blob:${blob.size}`, revokeObjectURL: () => undefined });
  const asked: string[] = [];
  const load = (url: string): Promise<Blob> => {
    asked.push(url);
    return Promise.resolve(new Blob(['x'.repeat(url.length)]));
  };
  const all = play([0, 2], recordings(['/a', undefined, '/bbb'], load));
  await vi.waitFor(() => expect(element.src).toBe('blob:2'));
  await vi.waitFor(() => expect(asked).toEqual(['/a', '/bbb']));
  element.onended?.();
  await vi.waitFor(() => expect(element.src).toBe('blob:4'));
  element.onended?.();
  await all;
  expect(asked).toEqual(['/a', '/bbb']);
  expect(element.play).toHaveBeenCalledTimes(2);
});

it('speaks with the chosen voice', async () => {
  const spokenTexts: string[] = [];
  vi.stubGlobal('SpeechSynthesisUtterance', class {
    onend: null | (() => void) = null;
    constructor(readonly text: string) {}
  });
  vi.stubGlobal('speechSynthesis', {
    speak: (speech: { text: string; onend: () => void }) => {
      spokenTexts.push(speech.text);
      queueMicrotask(() => speech.onend());
    },
    cancel: () => undefined,
    resume: () => undefined,
  });
  await play([1, 0], spoken(['Một.', 'Hai.'], { lang: 'vi-VN' } as SpeechSynthesisVoice));
  expect(spokenTexts).toEqual(['Hai.', 'Một.']);
});

/** Seen failing without `resume` after `cancel`: the engine stayed paused and said nothing any more. */
it('speaks again after it was stopped in a pause', () => {
  vi.stubGlobal('SpeechSynthesisUtterance', class {
    constructor(readonly text: string) {}
  });
  let held = false;
  const heard: string[] = [];
  vi.stubGlobal('speechSynthesis', {
    speak: ({ text }: { text: string }) => held || heard.push(text),
    pause: () => void (held = true),
    resume: () => void (held = false),
    cancel: () => undefined,
  });
  const say = spoken(['Một.', 'Hai.'], { lang: 'vi-VN' } as SpeechSynthesisVoice);
  void play([0], say);
  pause();
  stop();
  void play([1], say);
  expect(heard).toEqual(['Một.', 'Hai.']);
});
