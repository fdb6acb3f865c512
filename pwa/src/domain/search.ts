/**
 * Finding a procedure in the index on the phone, without a link. People write as they speak, often
 * without marks and as the words sound in the northern mountains (l/n, ch/tr, s/x, d/gi/r): words are
 * compared folded, then by their sound, then with one wrong letter forgiven. Rare words say more than
 * common ones, neighbours that stand together say more than apart, and when nothing has every word,
 * what has most of them is better than nothing.
 */
import type { IndexEntry } from './catalogue';
import { fold } from './fold';

const EMPTY_WORDS = new Set(
  'toi em anh chi minh muon can xin lam cho ve cua o dau the nao thu tuc giay to ho cach gi la duoc khong va bi roi thi nha'.split(' '),
);

const IN_NAME = 10;
const IN_KEYWORDS = 8;
const IN_FIELD = 3;
/** The same sound, a beginning of the word, one wrong letter: each a little less than the word. */
const WHOLE = 1;
const SOUND = 0.8;
const BEGINNING = 0.6;
const MISSPELT = 0.3;
/** Two asked words that stand together in the entry as they were asked. */
const TOGETHER = 8;
/** With at least this share of what was asked an entry is shown when none has all of it. */
const ENOUGH = 0.5;

interface Prepared {
  entry: IndexEntry;
  name: string[];
  keywords: string[];
  field: string[];
  phrase: string;
}

interface Scored {
  entry: IndexEntry;
  score: number;
  share: number;
}

/** A word that some entry has: how it sounds, and how many entries have it. */
interface Known {
  heard: string;
  holders: number;
}

interface Asked {
  word: string;
  /** How much it tells: what stands in few entries tells more. */
  weight: number;
  /** The words of the index that are like it, and how like. */
  alike: Map<string, number>;
}

export type Search = (query: string) => IndexEntry[];

/** Folds the index once; the function it returns is called at every letter. */
export function searchOver(entries: readonly IndexEntry[]): Search {
  const prepared = entries.map(prepare);
  const vocabulary = vocabularyOf(prepared);
  const ask = (word: string): Asked => ({
    word,
    weight: Math.log(2 + entries.length / (vocabulary.get(word)?.holders ?? 1)),
    alike: alike(word, vocabulary),
  });
  return (query) => {
    const byCode = entries.filter((entry) => query.trim().length > 3 && entry.code.startsWith(query.trim()));
    if (byCode.length > 0) return byCode;
    // A word that no entry has in any spelling tells nothing.
    const words = wordsOf(query).map(ask).filter((word) => word.alike.size > 0);
    const scored = prepared.map((each) => score(each, words)).filter(({ score: points }) => points > 0);
    const complete = scored.filter(({ share }) => share === 1);
    const kept = complete.length > 0 ? complete : scored.filter(({ share }) => share >= ENOUGH);
    return kept.sort((one, other) => other.score - one.score).map(({ entry }) => entry);
  };
}

function wordsOf(query: string): string[] {
  const all = fold(query).split(' ').filter(Boolean);
  const telling = all.filter((word) => !EMPTY_WORDS.has(word));
  return telling.length > 0 ? telling : all;
}

function prepare(entry: IndexEntry): Prepared {
  const name = fold(entry.short_name);
  return {
    entry,
    name: name.split(' '),
    keywords: fold(entry.keywords).split(' '),
    field: fold(entry.field).split(' '),
    phrase: ` ${name} | ${entry.keywords.split(',').map(fold).join(' | ')} `,
  };
}

function vocabularyOf(all: readonly Prepared[]): Map<string, Known> {
  const vocabulary = new Map<string, Known>();
  for (const { name, keywords, field } of all) {
    for (const word of new Set([...name, ...keywords, ...field])) {
      const known = vocabulary.get(word);
      if (known) known.holders += 1;
      else vocabulary.set(word, { heard: sound(word), holders: 1 });
    }
  }
  return vocabulary;
}

function score(each: Prepared, asked: readonly Asked[]): Scored {
  let points = 0;
  let found = 0;
  asked.forEach(({ word, weight, alike: like }, place) => {
    const inName = likeness(like, each.name);
    const inKeywords = likeness(like, each.keywords);
    const inField = likeness(like, each.field);
    points += weight * Math.max(IN_NAME * inName, IN_KEYWORDS * inKeywords, IN_FIELD * inField);
    const best = Math.max(inName, inKeywords, inField);
    if (best > 0) found += best > MISSPELT ? 1 : MISSPELT;
    const before = asked[place - 1];
    if (before && each.phrase.includes(` ${before.word} ${word} `)) points += TOGETHER * weight;
  });
  const share = found / asked.length;
  return { entry: each.entry, score: (points * share) / Math.sqrt(each.name.length + 4), share };
}

function likeness(like: ReadonlyMap<string, number>, among: readonly string[]): number {
  let best = 0;
  for (const word of among) best = Math.max(best, like.get(word) ?? 0);
  return best;
}

function alike(word: string, vocabulary: ReadonlyMap<string, Known>): Map<string, number> {
  const found = new Map<string, number>();
  const heard = sound(word);
  for (const [other, known] of vocabulary) {
    if (other === word) found.set(other, WHOLE);
    else if (word.length > 1 && known.heard === heard) found.set(other, SOUND);
    else if (word.length > 2 && other.startsWith(word)) found.set(other, BEGINNING);
    else if (word.length > 3 && oneLetterApart(word, other)) found.set(other, MISSPELT);
  }
  return found;
}

/** What many ears of the northern mountains hear alike is written alike. */
export function sound(word: string): string {
  return word
    .replace(/^(gi(?=[aeou])|[dr])/, 'z')
    .replace(/^tr/, 'ch')
    .replace(/^x/, 's')
    .replace(/^n(?![gh])/, 'l')
    .replace(/^k(?!h)/, 'c')
    .replace(/y$/, 'i');
}

/** One letter more, less, other, or two neighbours swapped. */
function oneLetterApart(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  const room = Math.min(one.length, other.length) - start;
  while (end < room && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  const left = one.slice(start, one.length - end);
  const right = other.slice(start, other.length - end);
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && left[0] === right[1] && left[1] === right[0];
}
