/** Three answers lead to every procedure, and no answer leads to nothing. */
import { describe, expect, it } from 'vitest';
import { EVENTS, familyOf, happened, MOST, PEOPLE, readEvent, readWho, wanted } from '../../src/domain/ask';
import { readIndex } from '../../src/domain/catalogue';
import en from '../../src/words/en/ask.json';
import vi from '../../src/words/vi/ask.json';
import file from '../search/families.json';
import index from '../search/index.json';

const codes = (readIndex(index)?.entries ?? []).map(({ code }) => code);
const leaves = PEOPLE.flatMap((who) => happened(file.events, who).map((event) => ({ who, event, found: wanted(file.events, who, event) })));

describe('the three questions', () => {
  /** Seen failing with 1.004772 left out under every person. */
  it('reach every procedure of the catalogue', () => {
    const reached = new Set(leaves.flatMap(({ found }) => found));
    expect(codes.length).toBeGreaterThanOrEqual(41);
    expect(codes.filter((code) => !reached.has(code))).toEqual([]);
  });

  /** Seen failing without what is left out under "documents": nine of them. */
  it('leave at most a few to choose from, and never none', () => {
    expect(leaves.filter(({ found }) => found.length === 0 || found.length > MOST)).toEqual([]);
    for (const who of PEOPLE) expect(happened(file.events, who).length).toBeGreaterThan(0);
  });

  it('offer nothing that leads nowhere where the catalogue has less', () => {
    expect(happened({ birth: [], school: ['2.002770'] }, 'child')).toEqual(['school']);
    expect(happened({ birth: ['1.001193'] }, 'me')).toEqual([]);
  });

  it('know every event that the catalogue names, in words of both languages', () => {
    expect(Object.keys(file.events).filter((event) => !readEvent(event))).toEqual([]);
    for (const name of [...PEOPLE, ...EVENTS]) expect([vi[name], en[name]].every(Boolean)).toBe(true);
  });

  it('lead to each family of procedures as a whole', () => {
    const offered = new Set(leaves.map(({ event }) => familyOf(event)));
    expect(file.families.map(({ key }) => key).filter((key) => !offered.has(key))).toEqual([]);
  });

  it('read what stands in an address with care', () => {
    expect([readWho('me'), readWho('constructor'), readWho(undefined), readEvent('x')]).toEqual(['me', undefined, undefined, undefined]);
  });
});
