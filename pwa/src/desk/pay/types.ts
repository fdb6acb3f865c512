/** What crosses the wire of money at the desk. Sums are whole đồng. */

export interface FeeLine {
  kind: string;
  name: string | null;
  amount: number | null;
  unit_amount: number | null;
  quantity: number | null;
  /** By the commune's own table. */
  local: boolean;
}

export interface FeeQuote {
  number: number;
  amount: number | null;
  words: string | null;
  shown: number | null;
  agreement: 'agreed' | 'ask' | 'unknown';
  lines: FeeLine[];
  exempt: { key: string; text: string; proof: string } | null;
  free_online: boolean;
  reason: string | null;
  made_at: string;
}

export type AttemptState = 'open' | 'review' | 'paid' | 'failed' | 'expired' | 'replaced' | 'refunded';

export interface Attempt {
  id: string;
  way: string;
  state: AttemptState;
  amount: number;
  reference: string;
  made_at: string;
  expires_at: string | null;
  settled_at: string | null;
}

export interface Confirmation {
  year: number;
  number: number;
  reference: string;
  amount: number;
  way: string;
  at: string;
  e_receipt: string | null;
}

export type EntryKind = 'charge' | 'payment' | 'refund' | 'correction';

export interface Entry {
  at: string;
  kind: EntryKind;
  amount: number;
  way: string | null;
  day: string;
}

export interface DeskPayment {
  dossier: string;
  state: string;
  quote: FeeQuote | null;
  /** null: nobody knows the sum yet. */
  owed: number | null;
  words: string | null;
  charged: number;
  paid: number;
  refunded: number;
  refund_due: number;
  collect: 'before' | 'after';
  waits: boolean;
  ways: string[];
  attempts: Attempt[];
  confirmations: Confirmation[];
  refunds: { amount: number; state: string; at: string }[];
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
