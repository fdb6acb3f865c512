/** What a dossier costs and how it is paid, as `GET /api/dossiers/{id}/payment` tells it. Sums in VND. */
export type PayWay = 'desk' | 'vietqr' | 'vnpay';

export type AttemptState = 'open' | 'review' | 'paid' | 'failed' | 'expired' | 'replaced' | 'refunded';

/** One try to pay. */
export interface Tried {
  id: string;
  way: PayWay;
  state: AttemptState;
  amount: number;
  reference: string;
  made_at: string;
  expires_at: string | null;
  settled_at: string | null;
}

/** A bank transfer; `payload` is the text of its QR code (VietQR). */
export interface Transfer {
  payload: string;
  bank: string;
  account: string;
  /** The payee's official name, as the bank has it. */
  name: string;
  amount: number;
  words: string;
  purpose: string;
}

export interface Attempt extends Tried {
  pay_url: string | null;
  transfer: Transfer | null;
}

/** One rule of the fee that applies; `local`: by the commune's own table. */
export interface FeeLine {
  kind: string;
  amount: number | null;
  unit_amount: number | null;
  quantity: number | null;
  local: boolean;
}

/** A version of the sum; `ask`: to be agreed to by choosing how to pay. */
export interface PaymentQuote {
  number: number;
  amount: number | null;
  words: string | null;
  agreement: 'agreed' | 'ask' | 'unknown';
  lines: FeeLine[];
  exempt: { key: string; text: string; proof: string } | null;
  free_online: boolean;
  reason: string | null;
}

/** A numbered "phiếu xác nhận thanh toán". */
export interface Confirmation {
  year: number;
  number: number;
  reference: string;
  amount: number;
  way: string;
  at: string;
  e_receipt: string | null;
}

export interface Payment {
  dossier: string;
  quote: PaymentQuote | null;
  /** Null while nobody knows. */
  owed: number | null;
  words: string | null;
  paid: number;
  refund_due: number;
  collect: 'before' | 'after';
  /** The desk goes on only when it is paid (state 6). */
  waits: boolean;
  /** In the order in which they are offered; empty when nothing is to be paid. */
  ways: PayWay[];
  attempt: Attempt | null;
  attempts: Tried[];
  confirmations: Confirmation[];
  refunds: { amount: number; state: string; at: string }[];
  /** Who looks helps another: no way of paying is shown. */
  volunteer: boolean;
}

/**
 * The try that still waits for money and can be paid now. Whether VNPay's page is still open is the
 * server's to say: a phone's clock may be wrong by hours.
 */
export function openAttempt({ attempt }: Payment): Attempt | null {
  if (attempt?.state !== 'open') return null;
  return attempt.pay_url !== null || attempt.transfer !== null ? attempt : null;
}
