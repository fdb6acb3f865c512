/** Paying: what is owed is asked for, how to pay is chosen (an order in the outbox), a higher sum agreed to. */
import { get } from '../../api/client';
import type { DossierRecord } from '../../domain/dossier';
import { newId } from '../../domain/ids';
import { commandKey, newEntry } from '../../domain/outbox';
import type { Payment, PayWay, Tried } from '../../domain/pay/payment';
import { commandBody } from '../../domain/payload';
import { whileSaving } from '../../state/open-draft';
import { account } from '../../state/shelf';
import { agreeToFee, keepIntent, keepPayment } from '../../storage/pay/fees';
import { startSending } from '../sending';

export type Asked = 'ok' | 'no_link' | 'sign_in';

/** What is owed and how the last try stands; kept, so that it can be looked at without a link. */
export async function loadPayment(dossier: string): Promise<Asked> {
  if (!account.peek()) return 'sign_in';
  const answer = await get<Payment>(`/api/dossiers/${dossier}/payment`);
  if (answer.kind === 'ok' && answer.body.dossier === dossier) {
    await keepPayment(answer.body);
    return 'ok';
  }
  return answer.kind === 'problem' && answer.status === 401 ? 'sign_in' : 'no_link';
}

/**
 * Chooses a way for the sum as it is shown, frozen with the number of its version: the server takes no
 * other one. Works without a link; a second tap is the same order. False: the phone could not keep it.
 */
export async function choosePayment({ id: dossier, title, account: owner, payment }: DossierRecord, way: PayWay): Promise<boolean> {
  if (!payment?.quote || !payment.owed) return false;
  const id = newId();
  const entry = newEntry(
    {
      key: commandKey(id),
      kind: 'pay_intent',
      dossier,
      account: owner ?? account.peek()?.id ?? null,
      path: `/api/commands/${id}`,
      body: commandBody('pay_intent', dossier, { way, quote: payment.quote.number, amount: payment.owed }),
      revision: 1,
      title,
      owner_name: '',
      pages: [],
    },
    Date.now(),
  );
  const kept = await whileSaving(() => keepIntent(entry, way));
  if (kept) startSending();
  return kept !== null;
}

/** "Đồng ý và gửi lại": the person has seen the higher sum. */
export async function agreeAndSend(key: string): Promise<void> {
  await agreeToFee(key);
  startSending();
}

export interface Returned {
  /** VNPay's signature is right; without it nothing that stands in the address may be believed. */
  signed: boolean;
  says: 'paid' | 'failed' | 'review' | 'pending' | null;
  dossier: string | null;
  attempt: Tried | null;
}

/** What VNPay's way back says. It is shown, and decides nothing. */
export async function readReturn(search: string): Promise<Returned | Asked> {
  const answer = await get<Returned>(`/api/payments/vnpay/return${search}`);
  if (answer.kind === 'ok') return answer.body;
  return answer.kind === 'problem' && answer.status === 401 ? 'sign_in' : 'no_link';
}
