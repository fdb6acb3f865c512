/** Whether anything can be heard on this phone: all others never fetch what reads aloud. */
import { signal } from '@preact/signals';
import { agencies, lastAgency } from './places';

/** Speaks Vietnamese without a link: what is read is nobody else's business, and there may be none. */
export const voice = signal<SpeechSynthesisVoice | null>(null);

export const hears = (): boolean => !!(voice.value ?? agencies.value?.some(({ code, recorded }) => recorded && code === (lastAgency() ?? code)));

/** Voices arrive some time after the page on most phones. */
export function awaitVoice(): void {
  const engine = window.speechSynthesis as SpeechSynthesis | undefined;
  const look = (): void => {
    voice.value = engine?.getVoices().find(({ lang, localService }) => localService && /^vi(?![a-z])/i.test(lang)) ?? null;
  };
  look();
  engine?.addEventListener?.('voiceschanged', look);
}
