/** Sums as people write and read them, and what a bank's line means for its dossier. Pure. */
import type { BankLine, FeeRate } from './types';

/** As the server asks: more is a mistake of the fingers. */
export const MOST = 1_000_000_000;

/** `16000` as "16.000": the unit stands beside it in words. */
export function grouped(amount: number): string {
  const sign = amount < 0 ? '−' : '';
  return sign + String(Math.abs(amount)).replace(/\B(?=(\d{3})+$)/g, '.');
}

/** "15.000", "15 000 đ", "15000" as 15000; null for what is no whole sum. */
export function readSum(typed: string): number | null {
  const text = typed.trim().replace(/\s*(?:đồng|đ|VND)$/i, '');
  if (!/^(?:\d+|\d{1,3}(?:[. ]\d{3})+)$/.test(text)) return null;
  const amount = Number(text.replace(/[. ]/g, ''));
  return amount <= MOST ? amount : null;
}

/** What remains or comes back when a line's whole sum is booked on the dossier that it names. */
export function effectOf(line: BankLine): { owed: number; back: number } | null {
  if (line.expected === null) return null;
  if (line.state === 'double') return { owed: 0, back: line.amount };
  const over = line.amount - line.expected;
  return { owed: Math.max(0, -over), back: Math.max(0, over) };
}

export interface RuleRates {
  procedure: string;
  key: string;
  now: FeeRate | null;
  later: FeeRate[];
  /** Newest first. */
  former: FeeRate[];
}

/** The table by rule: what holds on `day`, what comes, what was. */
export function ratesByRule(rates: readonly FeeRate[], day: string): RuleRates[] {
  const rules = new Map<string, RuleRates>();
  for (const rate of [...rates].sort((one, other) => one.effective_from.localeCompare(other.effective_from))) {
    const name = `${rate.procedure} ${rate.key}`;
    const rule = rules.get(name) ?? { procedure: rate.procedure, key: rate.key, now: null, later: [], former: [] };
    if (rate.effective_from > day) rule.later.push(rate);
    else if (rate.effective_to !== null && rate.effective_to < day) rule.former.unshift(rate);
    else rule.now = rate;
    rules.set(name, rule);
  }
  return [...rules.values()].sort((one, other) => one.procedure.localeCompare(other.procedure) || one.key.localeCompare(other.key));
}

/** The day `by` days after an ISO day. */
export function dayAfter(day: string, by: number): string {
  return new Date(Date.parse(day) + by * 86_400_000).toISOString().slice(0, 10);
}

/** As banks write an account's holder: capitals without marks. */
export function bankLetters(name: string): string {
  return name.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/đ/gi, 'd').toUpperCase();
}
