/** Why a sum is what it is: one line for each rule of the fee that applies. */
import type { Answers } from '../answers';
import { holds } from '../conditions';
import { type Asked, quote } from '../fees';
import type { FeeRule } from '../procedure';
import type { FeeLine } from './payment';

export function feeLines(rules: readonly FeeRule[], facts: Answers, asked: Asked): FeeLine[] {
  return rules
    .filter((rule) => holds(rule.when, facts))
    .map((rule) => {
      const { amount } = quote([rule], facts, asked);
      const copies = rule.kind === 'per_copy' && rule.copies_field ? facts[rule.copies_field] : null;
      const quantity = typeof copies === 'number' && copies > 0 ? copies : null;
      const unit_amount = amount === null || quantity === null ? null : amount / quantity;
      return { kind: rule.kind, amount, unit_amount, quantity, local: rule.kind === 'unknown' && amount !== null };
    });
}
