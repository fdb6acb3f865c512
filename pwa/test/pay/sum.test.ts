// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { feeLines } from '../../src/domain/pay/lines';
import { openAttempt, type Attempt, type Payment } from '../../src/domain/pay/payment';
import { shownFee, submissionBody } from '../../src/domain/payload';
import type { FeeRule, ProcedureDetail } from '../../src/domain/procedure';
import { dotsOf, pathOf, runs } from '../../src/screens/pay/qr';
import { aDraft, NOW } from '../support/dossiers';

const COPIES: FeeRule = { kind: 'per_copy', amount: 8_000, online: 8_000, copies_field: 'so_luong' };
const OPEN: FeeRule = { kind: 'unknown', amount: null, online: null };
const poor = { key: 'ho_ngheo', text: 'Hộ nghèo', proof: 'Giấy chứng nhận hộ nghèo' };

const procedure = (rules: FeeRule[]): ProcedureDetail => ({
  code: '2.000635',
  version: 1,
  name: '',
  short_name: '',
  mode: 'form',
  papers: [],
  sections: [{ key: 's', title: '', fields: [{ key: 'so_luong', label: '', type: 'number' }] }],
  fee: { rules, groups: [poor] },
});
/** `cu` was answered once and is asked no more: the server does not hear of it. */
const draft = aDraft('a', { answers: { so_luong: 2, cu: true } });
const quoteIn = (body: string): unknown => (JSON.parse(body) as { fee_quote: unknown }).fee_quote;

describe('the sum that is shown is the sum that is sent', () => {
  it('counts copies', () => {
    expect(shownFee(procedure([COPIES]), draft)).toBe(16_000);
    expect(shownFee(procedure([COPIES, { kind: 'fixed', amount: 5_000, when: { field: 'cu', is: true } }]), draft)).toBe(16_000);
    expect(quoteIn(submissionBody(procedure([COPIES]), draft, '', NOW))).toEqual({ amount: 16_000, rules_version: '1' });
  });

  it('takes the commune’s own rate, and guesses none', () => {
    const local = { fee: { amount: 15_000, online: 7_000 } };
    expect(quoteIn(submissionBody(procedure([OPEN]), draft, '', NOW, true, local))).toEqual({ amount: 7_000, rules_version: '1' });
    expect(shownFee(procedure([OPEN]), draft)).toBeNull();
  });

  it('is nothing for a group that the procedure knows', () => {
    const exempt = { ...draft, exempt: 'ho_ngheo' };
    expect(quoteIn(submissionBody(procedure([COPIES]), exempt, '', NOW))).toEqual({ amount: 0, rules_version: '1', exempt: 'ho_ngheo' });
    expect(shownFee(procedure([COPIES]), { ...draft, exempt: 'gone' })).toBe(16_000);
  });
});

it('says line by line why', () => {
  const lines = feeLines([COPIES, OPEN, { ...COPIES, when: { field: 'no', is: true } }], { so_luong: 2 }, { online: true });
  expect(lines).toEqual([
    { kind: 'per_copy', amount: 16_000, unit_amount: 8_000, quantity: 2, local: false },
    { kind: 'unknown', amount: null, unit_amount: null, quantity: null, local: false },
  ]);
});

it('goes on with a payment that was begun only while the server says how', () => {
  const attempt = { way: 'vnpay', state: 'open', pay_url: 'https://pay.example.vn', transfer: null } as Attempt;
  expect(openAttempt({ attempt } as Payment)).toBe(attempt);
  expect(openAttempt({ attempt: { ...attempt, pay_url: null } } as Payment)).toBeNull();
  expect(openAttempt({ attempt: { ...attempt, state: 'paid' } } as Payment)).toBeNull();
  expect(openAttempt({ attempt: null } as Payment)).toBeNull();
});

it('draws a code with its quiet edge, every dark dot once', () => {
  const dots = dotsOf('00020101021238560010A0000007270126000697042201121133666688880208QRIBFTTA5303704540480005802VN62230819HS H5699261121 00016304BFF8');
  expect(dots.slice(0, 4).flat().some(Boolean)).toBe(false);
  expect(runs(dots[4] ?? [])[0]).toEqual([4, 7]);
  const drawn = [...pathOf(dots).matchAll(/h(\d+)v1/g)].reduce((sum, [, width]) => sum + Number(width), 0);
  expect(drawn).toBe(dots.flat().filter(Boolean).length);
});
