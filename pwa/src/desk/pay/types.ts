/** What crosses the wire of money at the desk. Sums are whole đồng. */

import type {
  Confirmation, FeeLine as ShownLine, Payment, PaymentQuote, Tried,
} from '../../domain/pay/payment';

export type { Confirmation } from '../../domain/pay/payment';

export interface FeeLine extends ShownLine {
  name: string | null;
}

export interface FeeQuote extends Omit<PaymentQuote, 'lines'> {
  shown: number | null;
  lines: FeeLine[];
  made_at: string;
}

/** At the desk the way may be one that citizens are not offered. */
export type Attempt = Omit<Tried, 'way'> & { way: string };

export type EntryKind = 'charge' | 'payment' | 'refund' | 'correction';

export interface Entry {
  at: string;
  kind: EntryKind;
  amount: number;
  way: string | null;
  day: string;
}

export interface DeskPayment
  extends Omit<Payment, 'quote' | 'ways' | 'attempt' | 'attempts' | 'confirmations' | 'volunteer'> {
  state: string;
  quote: FeeQuote | null;
  charged: number;
  refunded: number;
  ways: string[];
  attempts: Attempt[];
  confirmations: Confirmation[];
  attempt: Attempt | null;
  entries: Entry[];
}

export interface Cash {
  id: string;
  quote: number;
  amount: number;
  e_receipt?: string;
}

export interface CountedFee {
  id: string;
  amount: number;
  reason: string;
  exempt?: string;
}

export type LineState = 'partial' | 'over' | 'double' | 'unknown';

export interface BankLine {
  id: string;
  state: LineState;
  source: 'payos' | 'statement';
  booked_on: string;
  amount: number;
  purpose: string;
  reference: string;
  /** Whose attempt its purpose names, and what that attempt asked for. */
  dossier: string | null;
  expected: number | null;
}

export interface BankLines {
  items: BankLine[];
  page: number;
  pages: number;
  total: number;
}

export interface LineDecision {
  action: 'pay' | 'ignore';
  dossier?: string;
  reason: string;
}

export interface StatementPreview {
  sha256: string;
  counts: { lines: number; amount: number; faults: number; known: number; named: number };
  lines: { booked_on: string; amount: number; purpose: string; reference: string; names: string[] }[];
  faults: { number: number; why: string }[];
  imported: boolean;
}

export interface StatementTaken {
  sha256: string;
  counts: Record<string, number>;
}

export interface Refund {
  id: string;
  dossier: string;
  amount: number;
  state: 'due' | 'asked';
  reason: string;
  way: string;
  reference: string;
  transaction_no: string;
  made_at: string;
}

export interface Reconciled {
  asked: number;
  settled: number;
  expired: number;
  /** Questions that VNPay did not answer. */
  away: number;
  told: number;
  /** References whose sums do not agree. */
  wrong: string[];
}

export interface Difference {
  kind: string;
  reference: string | null;
  dossier: string | null;
  amount: number;
  at: string;
}

export interface Day {
  day: string;
  totals: { kind: EntryKind; way: string | null; count: number; amount: number }[];
  closed_at: string | null;
  can_close: boolean;
  differences: Difference[];
}

export interface FeeRate {
  id: string;
  procedure: string;
  key: string;
  amount: number;
  online: number | null;
  effective_from: string;
  effective_to: string | null;
  basis: string;
  set_at: string;
}

export interface OpenFee {
  procedure: string;
  procedure_name: string;
  key: string;
  name: string | null;
}

export interface FeeTable {
  rates: FeeRate[];
  open: OpenFee[];
}

export type NewRate = Omit<FeeRate, 'id' | 'set_at'>;

export interface Payee {
  bin: string;
  bank: string;
  account: string;
  name: string;
}
