/** Reads sentences one after another: from recordings, or by the phone's own Vietnamese voice. */
import { signal } from '@preact/signals';

/** How one sentence is said; resolves when it was said to its end, rejects when it cannot be. */
export interface Saying {
  said: Promise<void>;
  pause: () => void;
  goOn: () => void;
  stop: () => void;
}

export type Say = (place: number) => Saying;

export const playing = signal<'idle' | 'playing' | 'paused' | 'failed'>('idle');
/** The sentence that is being read, or null. */
export const place = signal<number | null>(null);

let now: Saying | null = null;
/** Counts the beginnings: what an earlier one still brings is not heard any more. */
let run = 0;

/** Read these sentences, by their places, from the first to the last. */
export async function play(places: readonly number[], say: Say): Promise<void> {
  stop();
  const mine = run;
  playing.value = 'playing';
  try {
    for (const each of places) {
      place.value = each;
      now = say(each);
      await now.said;
      if (mine !== run) return;
    }
    stop();
  } catch {
    if (mine !== run) return;
    stop();
    playing.value = 'failed';
  }
}

export function stop(): void {
  run += 1;
  now?.stop();
  now = null;
  place.value = null;
  playing.value = 'idle';
}

export function pause(): void {
  now?.pause();
  playing.value = 'paused';
}

export function goOn(): void {
  now?.goOn();
  playing.value = 'playing';
}

/**
 * One element for all sentences: an iPhone lets only that one sound which a touch has begun. The next
 * sound is fetched while this one is heard.
 */
export function recordings(urls: readonly (string | undefined)[], load: (url: string) => Promise<Blob>): Say {
  const audio = new Audio();
  const loading = new Map<string, Promise<Blob>>();
  const fetched = (url: string | undefined): Promise<Blob> => {
    if (url === undefined) return Promise.reject(new Error('nothing was recorded'));
    const coming = loading.get(url) ?? load(url);
    loading.set(url, coming);
    coming.catch(() => loading.delete(url));
    return coming;
  };
  return (at) => {
    let held = false;
    let over = false;
    const start = (): Promise<void> => (held ? Promise.resolve() : audio.play());
    const said = new Promise<void>((done, fail) => {
      fetched(urls[at])
        .then((blob) => {
          if (over) return undefined;
          URL.revokeObjectURL(audio.src);
          audio.src = URL.createObjectURL(blob);
          audio.onended = () => done();
          audio.onerror = () => fail(new Error('the sound does not play'));
          const next = urls.slice(at + 1).find(Boolean);
          if (next) fetched(next).catch(() => undefined);
          return start();
        })
        .catch(fail);
    });
    const pause = (): void => {
      held = true;
      audio.pause();
    };
    const goOn = (): void => {
      held = false;
      if (audio.src) void audio.play();
    };
    const stop = (): void => {
      over = true;
      audio.onended = audio.onerror = null;
      audio.pause();
    };
    return { said, pause, goOn, stop };
  };
}

/** Sentence by sentence: long texts are cut off by some phones, and a pause then has an end. */
export function spoken(texts: readonly string[], voice: SpeechSynthesisVoice): Say {
  return (at) => {
    const speech = new SpeechSynthesisUtterance(texts[at]);
    speech.voice = voice;
    speech.lang = voice.lang;
    speech.rate = 0.9;
    const said = new Promise<void>((done, fail) => {
      speech.onend = () => done();
      speech.onerror = () => fail(new Error('the voice does not speak'));
    });
    said.catch(() => undefined);
    speechSynthesis.speak(speech);
    return {
      said,
      pause: () => speechSynthesis.pause(),
      goOn: () => speechSynthesis.resume(),
      // Paused is a state of the whole engine, which outlives what is cancelled: the next speaks.
      stop: () => {
        speechSynthesis.cancel();
        speechSynthesis.resume();
      },
    };
  };
}
