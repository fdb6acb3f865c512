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
  all: string[];
  phrase: string;
}

interface Scored {
  entry: IndexEntry;
  score: number;
  share: number;
}

interface Asked {
  word: string;
  /** How much it tells: what stands in few entries tells more. */
  weight: number;
}

export type Search = (query: string) => IndexEntry[];

/** Folds the index once; the function it returns is called at every letter. */
export function searchOver(entries: readonly IndexEntry[]): Search {
  const prepared = entries.map(prepare);
  const holders = countHolders(prepared);
  const weightOf = (word: string) => Math.log(2 + entries.length / (holders.get(word) ?? 1));
  /** A word that no entry has in any spelling tells nothing. */
  const known = (words: string[]) => words.filter((word) => prepared.some(({ all }) => likeness(word, all) > 0));
  return (query) => {
    const byCode = entries.filter((entry) => query.trim().length > 3 && entry.code.startsWith(query.trim()));
    if (byCode.length > 0) return byCode;
    const asked = known(wordsOf(query)).map((word) => ({ word, weight: weightOf(word) }));
    const scored = prepared.map((each) => score(each, asked)).filter(({ score: points }) => points > 0);
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
  const keywords = fold(entry.keywords).split(' ');
  const field = fold(entry.field).split(' ');
  return {
    entry,
    name: name.split(' '),
    keywords: [...new Set(keywords)],
    field,
    all: [...new Set([...name.split(' '), ...keywords, ...field])],
    phrase: ` ${name} | ${entry.keywords.split(',').map(fold).join(' | ')} `,
  };
}

function countHolders(all: readonly Prepared[]): Map<string, number> {
  const holders = new Map<string, number>();
  for (const { all: words } of all) {
    for (const word of words) holders.set(word, (holders.get(word) ?? 0) + 1);
  }
  return holders;
}

function score(each: Prepared, asked: readonly Asked[]): Scored {
  let points = 0;
  let found = 0;
  asked.forEach(({ word, weight }, place) => {
    const inName = likeness(word, each.name);
    const inKeywords = likeness(word, each.keywords);
    const inField = likeness(word, each.field);
    points += weight * Math.max(IN_NAME * inName, IN_KEYWORDS * inKeywords, IN_FIELD * inField);
    const best = Math.max(inName, inKeywords, inField);
    if (best > 0) found += best > MISSPELT ? 1 : MISSPELT;
    const before = asked[place - 1];
    if (before && each.phrase.includes(` ${before.word} ${word} `)) points += TOGETHER * weight;
  });
  const share = found / asked.length;
  return { entry: each.entry, score: (points * share) / Math.sqrt(each.name.length + 4), share };
}

function likeness(word: string, among: readonly string[]): number {
  let best = 0;
  const heard = sound(word);
  for (const other of among) {
    if (other === word) return WHOLE;
    if (word.length > 1 && sound(other) === heard) best = SOUND;
    else if (word.length > 2 && other.startsWith(word)) best = Math.max(best, BEGINNING);
    else if (best === 0 && word.length > 3 && oneLetterApart(word, other)) best = MISSPELT;
  }
  return best;
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
