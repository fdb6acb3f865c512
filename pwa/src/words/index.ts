/**
 * The words of the app. A screen imports its Vietnamese message file, which travels in the screen's
 * own chunk, and names how to load the English one, which is fetched only by those who read English:
 *
 *     import vi from '../../words/vi/home.json';
 *     const t = words(vi, () => import('../../words/en/home.json'));
 *
 * `t('greeting', { name })` reads signals, so a component that calls it changes with the language.
 */
import { signal } from '@preact/signals';

export type Language = 'vi' | 'en';
type Values = Record<string, string | number>;
type Messages = Record<string, string>;
export type Translate<M> = (key: keyof M & string, values?: Values) => string;

const STORED = 'motcua.language';

export const language = signal<Language>(storedLanguage());

export function chooseLanguage(chosen: Language): void {
  language.value = chosen;
  try {
    localStorage.setItem(STORED, chosen);
  } catch {
    // A browser that forbids storage still shows the chosen language until it is closed.
  }
}

export function words<M extends Messages>(
  vietnamese: M,
  loadEnglish: () => Promise<{ default: Record<keyof M, string> }>,
): Translate<M> {
  const english = signal<Record<keyof M, string> | null>(null);
  let asked = false;
  return (key, values) => {
    if (language.value === 'en' && !asked) {
      asked = true;
      loadEnglish().then(
        (file) => {
          english.value = file.default;
        },
        () => {
          asked = false;
        },
      );
    }
    const messages = language.value === 'en' ? (english.value ?? vietnamese) : vietnamese;
    return fill(messages[key] ?? key, values);
  };
}

/** Replaces `{name}`, and `{n|day|days}` by the singular when n is 1, else by the plural. */
export function fill(message: string, values: Values = {}): string {
  return message.replace(
    /\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g,
    (whole, name: string, one?: string, many?: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      if (one === undefined || many === undefined) return String(value);
      return Number(value) === 1 ? one : many;
    },
  );
}

function storedLanguage(): Language {
  try {
    return localStorage.getItem(STORED) === 'en' ? 'en' : 'vi';
  } catch {
    return 'vi';
  }
}
