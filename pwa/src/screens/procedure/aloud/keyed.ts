import vi from '../../../words/vi/aloud.json';

export type SentenceKey = keyof typeof vi;

/** The key of a fixed sentence, so that it can be shown in another language than it is read in. */
export function keyed(text: string): SentenceKey {
  return (Object.keys(vi) as SentenceKey[]).find((key) => vi[key] === text) ?? 'say.ask';
}
