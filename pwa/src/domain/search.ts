/**
 * Finding a procedure in the index on the phone, without a link. People write as they speak, often
 * without marks: words are compared folded, words that say nothing are left out, one wrong letter is
 * forgiven, and when nothing has every word, what has most of them is better than nothing.
 */
import type { IndexEntry } from './catalogue';
import { fold } from './fold';

const EMPTY_WORDS = new Set(
  'toi em anh chi minh muon can xin lam cho de ve cua o dau the nao thu tuc giay to ho so cach gi la duoc khong va moi'.split(' '),
);

const IN_NAME = 10;
const IN_KEYWORDS = 6;
const IN_FIELD = 3;
/** A beginning of a word is a little less than the word; a misspelt one is much less. */
const WHOLE = 1;
const BEGINNING = 0.6;
const MISSPELT = 0.3;
const WHOLE_PHRASE = 12;
/** With at least this share of the words an entry is shown when none has all of them. */
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

export type Search = (query: string) => IndexEntry[];

/** Folds the index once; the function it returns is called at every letter. */
export function searchOver(entries: readonly IndexEntry[]): Search {
  const prepared = entries.map(prepare);
  return (query) => {
    const byCode = entries.filter((entry) => query.trim().length > 3 && entry.code.startsWith(query.trim()));
    if (byCode.length > 0) return byCode;
    const asked = wordsOf(query);
    if (asked.length === 0) return [];
    const scored = prepared.map((each) => score(each, asked)).filter(({ score: points }) => points > 0);
    const complete = scored.filter(({ share }) => share === 1);
    const kept = complete.length > 0 ? complete : scored.filter(({ share }) => share >= ENOUGH);
    return kept.sort((one, other) => other.share - one.share || other.score - one.score).map(({ entry }) => entry);
  };
}

function wordsOf(query: string): string[] {
  const all = fold(query).split(' ').filter(Boolean);
  const telling = all.filter((word) => !EMPTY_WORDS.has(word));
  return telling.length > 0 ? telling : all;
}

function prepare(entry: IndexEntry): Prepared {
  const name = fold(entry.short_name);
  const keywords = fold(entry.keywords);
  return {
    entry,
    name: name.split(' '),
    keywords: [...new Set(keywords.split(' '))],
    field: fold(entry.field).split(' '),
    phrase: ` ${name} | ${entry.keywords.split(',').map(fold).join(' | ')} `,
  };
}

function score(each: Prepared, asked: readonly string[]): Scored {
  let points = 0;
  let found = 0;
  for (const word of asked) {
    const best = Math.max(
      IN_NAME * likeness(word, each.name),
      IN_KEYWORDS * likeness(word, each.keywords),
      IN_FIELD * likeness(word, each.field),
    );
    points += best;
    if (best > 0) found += 1;
  }
  if (each.phrase.includes(` ${asked.join(' ')} `)) points += WHOLE_PHRASE;
  return { entry: each.entry, score: points / Math.sqrt(each.name.length), share: found / asked.length };
}

function likeness(word: string, among: readonly string[]): number {
  let best = 0;
  for (const other of among) {
    if (other === word) return WHOLE;
    if (other.startsWith(word)) best = BEGINNING;
    else if (best === 0 && word.length > 3 && oneLetterApart(word, other)) best = MISSPELT;
  }
  return best;
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
