/** A dossier (hồ sơ) as the server tells it to the person who sent it. */
import type { Answers } from './answers';
import type { Draft, Person, Relation, ResultChoice, Tell } from './draft';
import type { Payment, PayWay } from './pay/payment';
import type { Receipt } from './receipt';
import type { DossierState } from './states';

export interface DossierSummary {
  id: string;
  slip: string | null;
  code: string | null;
  procedure: string;
  procedure_name: string;
  state: DossierState;
  owner_name: string;
  received_at: string | null;
  answer_due: string | null;
  binding_due: string | null;
  provisional_due?: string | null;
  supplement_due?: string | null;
  next: string | null;
  /** Id of the set that it was sent in. */
  family?: string;
  updated_at: string;
}

export interface DossierPage {
  id: string;
  paper: string;
  page: number;
  sha256: string;
  bytes: number;
  media_type?: string;
  thumbnail_url: string | null;
  page_url: string | null;
}

export interface DossierEvent {
  at: string;
  state: DossierState | null;
  kind: string;
  reason: string | null;
  by?: string;
  actor_name: string | null;
}

export interface SupplementRequest {
  request_id: string;
  items: { paper: string; name: string; reason?: string | null }[];
  text: string | null;
  due: string | null;
  /** Revision of the answer already sent to it, or null. */
  revision?: number | null;
}

export interface DossierResult {
  id: string;
  name: string;
  media_type: string;
  bytes: number;
  url: string;
}

export interface Pickup {
  where?: string;
  hours?: string;
  bring?: string;
  who?: string;
}

export interface DossierDetail extends DossierSummary {
  answers: Answers;
  /** Version of the procedure that it was made under. */
  procedure_version?: number;
  agency?: string;
  kind?: 'form' | 'assistance';
  revision?: number;
  /** A draft's may be unfinished anywhere. */
  people?: { owner?: Person; subject?: Person | null };
  relation?: Relation | null;
  eligibility?: Answers;
  consents?: string[];
  tell?: Tell | null;
  /** Where a draft stopped. */
  step?: string;
  result: ResultChoice | null;
  pages: DossierPage[];
  events: DossierEvent[];
  supplement: SupplementRequest | null;
  results: DossierResult[];
  pickup: Pickup | null;
  letters: { kind: string; url: string }[];
  openings: { at: string; officer: string }[];
  /** Others for the same person and procedure. */
  also_open?: { id: string; slip: string | null; state: DossierState; received_at: string | null }[];
  editable: boolean;
  gaps: string[];
}

/** One record of the phone's store: what the server told, and what was sent from here. */
export interface DossierRecord {
  id: string;
  account: string | null;
  title: string;
  owner_name: string;
  receipt: Receipt | null;
  summary: DossierSummary | null;
  detail: DossierDetail | null;
  etag: string | null;
  /** What this phone sent, so that "Sửa" and "Đổi ảnh" work without a link. */
  sent: Draft | null;
  /** What is owed and was paid, as last told: the code of a bank transfer is shown without a link. */
  payment?: Payment;
  /** How the person last chose to pay. */
  pay_way?: PayWay;
  /** The server has something newer than what lies here. */
  stale: boolean;
  /** How often something was handed in from here: an answer that was asked for before the last time does not know of it. */
  handed?: number;
  updated_at: number;
}

/** Of a dossier of which nothing is known yet. */
export const NOTHING_TOLD = { title: '', owner_name: '', receipt: null, summary: null, detail: null, etag: null, sent: null };

export function stateOf(record: DossierRecord): DossierState {
  return record.detail?.state ?? record.summary?.state ?? record.receipt?.state ?? '1';
}
