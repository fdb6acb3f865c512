import { describe, expect, it } from 'vitest';
import file from '../../../backend/catalogue/vectors/sentences.json';
import type { LocalRates } from '../../src/domain/fees';
import type { ProcedureDetail } from '../../src/domain/procedure';
import { sentences, steps } from '../../src/screens/procedure/aloud/sentences';
import { keyed } from '../../src/screens/procedure/aloud/keyed';
import { idIn } from '../../src/desk/recordings/names';
import vi from '../../src/words/vi/aloud.json';

interface Case {
  name: string;
  detail: ProcedureDetail;
  rates: LocalRates;
  sentences: [part: string, text: string][];
}
const cases = (file as unknown as { cases: Case[] }).cases;

describe('what is read aloud is what the commune was asked to record', () => {
  it.each(cases)('$name', ({ detail, rates, sentences: told }) => {
    expect(sentences(detail, rates).map(({ part, text }) => [part, text])).toEqual(told);
  });
});

it('shows every step in the language of the app', () => {
  for (const { detail } of cases) {
    for (const text of steps(detail).flat()) expect(vi[keyed(text)]).toBe(text);
  }
});

it('finds the sentence of a file by the beginning of its name', () => {
  const ids = new Set(['psmhepja']);
  expect(idIn('PSMHEPJA lan 2.M4A', ids)).toBe('psmhepja');
  expect(idIn('Ghi âm 01.m4a', ids)).toBeNull();
});
