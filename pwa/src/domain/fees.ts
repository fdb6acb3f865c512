/** The fee (phí, lệ phí) as it can be told before an officer looks: display only, never a bill. */
import type { Answers } from './answers';
import { holds } from './conditions';
import type { FeeRule, ProcedureDetail } from './procedure';

/** VND: the sum of what applies; null where it is not known and has to be asked at the desk. */
export function feeQuote(detail: ProcedureDetail, answers: Answers): number | null {
  if (detail.fee?.confidence === 'low') return null;
  const rules = (detail.fee?.rules ?? []).filter((rule) => holds(rule.when, answers));
  if (rules.length === 0) return null;
  return rules.reduce<number | null>((sum, rule) => {
    const amount = amountOf(rule, answers);
    return sum === null || amount === null ? null : sum + amount;
  }, 0);
}

function amountOf(rule: FeeRule, answers: Answers): number | null {
  if (rule.kind === 'free') return 0;
  // An online amount of null is an amount that nobody knows, not one that is the desk's.
  const amount = (rule.online === undefined ? rule.amount : rule.online) ?? null;
  if (amount === null || rule.kind === 'fixed') return amount;
  if (rule.kind !== 'per_copy') return null;
  const copies = rule.copies_field ? answers[rule.copies_field] : 1;
  return typeof copies === 'number' ? amount * copies : null;
}
