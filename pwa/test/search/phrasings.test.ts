/**
 * Phrasings written down before the search was tuned. Every second one was kept aside: words and
 * weights were chosen by looking at the `tune` half only, so the `test` half says how it will be.
 */
import { describe, expect, it } from 'vitest';
import { readIndex } from '../../src/domain/catalogue';
import { type Search, searchOver } from '../../src/domain/search';
import file from './index.json';
import longFile from './index-with-list.json';
import phrasings from './phrasings.json';

const INDEXES = {
  'the packaged procedures': searchOver(readIndex(file)?.entries ?? []),
  'a commune with its list of 427 more': searchOver(readIndex(longFile)?.entries ?? []),
};
const LEAST = 0.9;

function missed(search: Search, half: string): string[] {
  return phrasings
    .filter((each) => each.half === half)
    .filter(({ q, codes }) => !search(q).slice(0, 3).some(({ code }) => codes.includes(code)))
    .map(({ q }) => q);
}

describe.each(Object.entries(INDEXES))('in %s one of the first three is the one meant', (_name, search) => {
  it.each(['tune', 'test'])('in the half %s', (half) => {
    const all = phrasings.filter((each) => each.half === half).length;
    const found = 1 - missed(search, half).length / all;
    expect(all).toBeGreaterThanOrEqual(60);
    expect(found, `${(100 * found).toFixed(1)} % of ${all}`).toBeGreaterThanOrEqual(LEAST);
  });
});
