/** The fee (phí, lệ phí) as it can be told before an officer looks: display only, never a bill. */
import type { Answers } from './answers';
import { holds } from './conditions';
import type { ProcedureDetail } from './procedure';

/** VND; null where the amount is not known and has to be asked at the desk. */
export function feeQuote(detail: ProcedureDetail, answers: Answers): number | null {
  if (detail.fee?.confidence === 'low') return null;
  const rule = (detail.fee?.rules ?? []).find((each) => holds(each.when, answers));
  if (!rule) return null;
  if (rule.kind === 'free') return 0;
  const amount = rule.online ?? rule.amount;
  if (amount === undefined || amount === null) return null;
  if (rule.kind === 'fixed') return amount;
  if (rule.kind !== 'per_copy') return null;
  const copies = rule.copies_field ? answers[rule.copies_field] : 1;
  return typeof copies === 'number' ? amount * copies : null;
}
