import { describe, expect, it } from 'vitest';
import { bankLetters, dayAfter, effectOf, grouped, MOST, ratesByRule, readSum } from '../../../src/desk/pay/sums';
import type { BankLine, FeeRate } from '../../../src/desk/pay/types';

describe('a sum as people write it', () => {
  it.each([
    ['15000', 15_000],
    ['15.000', 15_000],
    [' 1.250.000 đồng ', 1_250_000],
    ['15 000 đ', 15_000],
    ['0', 0],
    [String(MOST), MOST],
  ])('%s is read', (typed, amount) => expect(readSum(typed)).toBe(amount));

  it.each(['', '15.00', '15,5', '-1', '1e5', '1.5000', 'mười nghìn', '15.000.', String(MOST + 1), '٨٠٠٠'])('"%s" is refused, never guessed', (typed) => expect(readSum(typed)).toBeNull());

  it('is written with points, and read back', () => {
    expect([0, 999, 1000, 16_000, 1_234_567].map(grouped)).toEqual(['0', '999', '1.000', '16.000', '1.234.567']);
    expect(grouped(-4000)).toBe('−4.000');
    expect(readSum(grouped(123_456_789))).toBe(123_456_789);
  });
});

describe('what a line of the bank means', () => {
  const line = (state: BankLine['state'], amount: number, expected: number | null): BankLine => ({
    id: 'x', state, source: 'statement', booked_on: '2026-11-21', amount, purpose: '', reference: '', dossier: null, expected,
  });
  it.each([
    [line('partial', 10_000, 16_000), { owed: 6_000, back: 0 }],
    [line('over', 20_000, 16_000), { owed: 0, back: 4_000 }],
    [line('double', 16_000, 16_000), { owed: 0, back: 16_000 }],
    [line('unknown', 7, null), null],
  ])('%o', (each, effect) => expect(effectOf(each)).toEqual(effect));
});

describe('the fee table', () => {
  const rate = (id: string, from: string, to: string | null, key = 'fee'): FeeRate => ({
    id, procedure: '1.004873', key, amount: 1, online: null, effective_from: from, effective_to: to, basis: '', set_at: '',
  });
  it('says by rule what holds, what comes and what was', () => {
    const rates = [rate('later', '2027-01-01', null), rate('older', '2025-01-01', '2025-12-31'), rate('now', '2026-06-01', '2026-12-31'), rate('old', '2026-01-01', '2026-05-31'), rate('copy', '2026-11-21', '2026-11-21', 'copy')];
    const [copy, fee] = ratesByRule(rates, '2026-11-21');
    expect([copy?.key, copy?.now?.id]).toEqual(['copy', 'copy']);
    expect([fee?.now?.id, fee?.later.map((each) => each.id), fee?.former.map((each) => each.id)]).toEqual(['now', ['later'], ['old', 'older']]);
  });
  it('has no rate on a day between two', () => {
    expect(ratesByRule([rate('old', '2026-01-01', '2026-05-31')], '2026-06-01')[0]?.now).toBeNull();
  });
});

it('the next and the former day, over the end of a year', () => {
  expect([dayAfter('2026-12-31', 1), dayAfter('2027-01-01', -1)]).toEqual(['2027-01-01', '2026-12-31']);
});

it("an account's holder in a bank's letters", () => {
  expect(bankLetters('Trung tâm Phục vụ hành chính công xã Đường Hồng')).toBe('TRUNG TAM PHUC VU HANH CHINH CONG XA DUONG HONG');
});
