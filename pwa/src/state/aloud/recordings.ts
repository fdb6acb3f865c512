/** What the commune recorded of a procedure: asked of the server, else what was kept on this phone. */
import { call } from '../../api/client';
import { lastAgency } from '../places';
import { keepList, keepSounds, keptResponse } from '../../storage/aloud/kept';

export interface Recorded {
  id: string;
  text: string;
  url?: string;
  seconds?: number;
  bytes?: number;
}

export interface Recordings {
  agency: string;
  language: string;
  languages: { code: string; name: string }[];
  sentences: Recorded[];
}

const LANGUAGE = 'motcua.aloud';

/** The language in which somebody listened last on this phone. */
export const listensIn = (): string => localStorage.getItem(LANGUAGE) ?? 'vi';
export const listenIn = (language: string): void => localStorage.setItem(LANGUAGE, language);

/** Opus in Ogg is half as large; older iPhones play only MP3. */
const sound = (): string => (new Audio().canPlayType('audio/ogg; codecs=opus') ? 'ogg' : 'mp3');

function addressOf(code: string, language: string): string {
  const agency = lastAgency();
  return `/api/catalogue/${code}/recordings?language=${language}&sound=${sound()}${agency ? `&agency=${agency}` : ''}`;
}

export async function loadRecordings(code: string, language: string): Promise<Recordings | null> {
  const url = addressOf(code, language);
  const answer = await call<Recordings>('GET', url);
  if (answer.kind === 'ok') return answer.body;
  // A phone that has moved to another agency since it kept them hears what it kept.
  const kept = (await keptResponse(url)) ?? (await keptResponse(url.replace(/&agency=.*/, '')));
  return kept ? ((await kept.json()) as Recordings) : null;
}

export const urlsOf = ({ sentences }: Recordings): string[] => sentences.flatMap(({ url }) => url ?? []);
export const bytesOf = ({ sentences }: Recordings): number => sentences.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);

/**
 * Throws when the link fails; what came before that stays. The language is remembered with it, though
 * nobody may have chosen it: without a link it is the one that is looked for.
 */
export async function keepRecordings(code: string, list: Recordings): Promise<void> {
  await keepSounds(urlsOf(list));
  const url = addressOf(code, list.language);
  await keepList(url, list);
  await keepList(url.replace(/&agency=.*/, ''), list);
  listenIn(list.language);
}

export async function areKept(list: Recordings): Promise<boolean> {
  const found = await Promise.all(urlsOf(list).map(keptResponse));
  return found.length > 0 && found.every(Boolean);
}

/** A sound as the player takes it: from this phone, or from the server. */
export async function soundOf(url: string): Promise<Blob> {
  const response = (await keptResponse(url)) ?? (await fetch(url));
  if (!response.ok) throw new TypeError(`${url} is not there`);
  return response.blob();
}
