import { afterEach, expect, it, vi } from 'vitest';
import { awaitVoice, hears, voice } from '../../src/state/hearing';
import { type Agency, agencies, rememberAgency } from '../../src/state/places';

const speaker = (lang: string, localService: boolean): SpeechSynthesisVoice => ({ lang, localService }) as SpeechSynthesisVoice;

/** A browser whose voices are there after a while, as on most phones. */
function engine(): (voices: SpeechSynthesisVoice[]) => void {
  const events = new EventTarget();
  let voices: SpeechSynthesisVoice[] = [];
  vi.stubGlobal('speechSynthesis', Object.assign(events, { getVoices: () => voices }));
  return (come) => {
    voices = come;
    events.dispatchEvent(new Event('voiceschanged'));
  };
}

const agency = (code: string, recorded?: true): Agency => ({ code, name: code, commune_code: '', ...(recorded && { recorded }) });

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
  agencies.value = null;
  voice.value = null;
});

/** What is read must not leave the phone, and cannot where there is no link. */
it('waits for a Vietnamese voice of the phone itself', () => {
  const come = engine();
  awaitVoice();
  expect(hears()).toBe(false);
  come([speaker('vi-VN', false), speaker('en-US', true), speaker('vie-x', true)]);
  expect(hears()).toBe(false);
  const own = speaker('vi_VN', true);
  come([speaker('vi-VN', false), own]);
  expect(voice.value).toBe(own);
  expect(hears()).toBe(true);
});

it('hears nothing in a browser that cannot speak', () => {
  vi.stubGlobal('speechSynthesis', undefined);
  awaitVoice();
  expect(hears()).toBe(false);
});

it('asks for recordings where the agency that this phone filed with has any', () => {
  agencies.value = [agency('H56.126'), agency('H52.101')];
  expect(hears()).toBe(false);
  agencies.value = [agency('H56.126'), agency('H52.101', true)];
  expect(hears()).toBe(true);
  rememberAgency('H56.126');
  expect(hears()).toBe(false);
  rememberAgency('H52.101');
  expect(hears()).toBe(true);
});
