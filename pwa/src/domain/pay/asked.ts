/** The sum that the server asks the person to look at again, read out of a parked entry. */
import type { OutboxEntry } from '../outbox';

export function feeAsked({ fee }: OutboxEntry): { amount: number; words: string } | null {
  const { amount, words } = fee ?? {};
  return Number.isSafeInteger(amount) && typeof words === 'string' ? { amount: amount as number, words } : null;
}
