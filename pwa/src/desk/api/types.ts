/** What crosses the wire at the desk. */
import type { FaultKind } from '../../capture/protocol';
import type { Answers } from '../../domain/answers';
import type { DossierDetail, DossierPage, DossierResult } from '../../domain/dossier';
import type { DossierState } from '../../domain/states';

export const VIEWS = [
  'answer_due',
  'mine',
  'today',
  'late',
  'working',
  'waiting',
  'ready',
  'incoming',
  'done',
  'all',
] as const;
export type View = (typeof VIEWS)[number];

export type DueKind = 'answer' | 'binding' | 'supplement';

/** The legal moment that runs now, if one does. */
export interface Due {
  due_at: string | null;
  due_kind: DueKind | null;
}

export interface Row extends Due {
  id: string;
  slip: string | null;
  code: string | null;
  kind: 'form' | 'assistance';
  channel: string;
  procedure: string;
  procedure_name: string;
  state: DossierState;
  owner_name: string;
  received_at: string | null;
  updated_at: string;
  officer_id: string | null;
  opened: boolean;
  verified: boolean;
  gaps: number;
  pages: number;
  /** How many dossiers were sent as one set with it; 0 where it stands alone. */
  together: number;
  version: number;
}

export interface Worklist {
  counts: Partial<Record<View, number>>;
  items: Row[];
  page: number;
  pages: number;
  total: number;
}

export interface Review {
  verdict: 'good' | 'wrong';
  text: string | null;
}

export interface DeskPage extends DossierPage {
  mark: string | null;
  /** Faults that the phone told of, of a page that was sent all the same. */
  marks: FaultKind[];
  stored: boolean;
  /** A PDF may have several; a picture has one. */
  sheets: number;
  review: Review | null;
}

/** The original, read again by the server. */
export interface PageCheck {
  sha256: string;
  same: boolean;
  bytes: number | null;
}

export interface DeskPaper {
  key: string;
  name: string;
  kind: 'nop' | 'xuat_trinh' | 'tra_cuu';
  required: boolean;
  made_from_form: boolean;
  missing: boolean;
  picture: string | null;
  pages: string[];
}

export interface ShownAnswer {
  key: string;
  label: string;
  official: string;
  text: string | null;
  not_known: boolean;
  /** An identity card says it too. */
  from_card: boolean;
  /** The paper on which the officer finds it again. */
  paper: string | null;
  columns: string[] | null;
  rows: (string | null)[][] | null;
}

export interface ShownSection {
  key: string;
  title: string;
  about: string;
  answers: ShownAnswer[];
}

export const ACTIONS = [
  'accept',
  'refuse',
  'request_supplement',
  'require_payment',
  'confirm_payment',
  'start',
  'finish',
  'hand_over',
  'stop',
  'resume',
  'close',
  'correct',
  'apologise',
  'end_sharing',
] as const;
export type Action = (typeof ACTIONS)[number];

export interface DeskDossier extends Omit<DossierDetail, 'pages' | 'version'>, Due {
  /** Of the dossier: grows with every change. */
  version: number;
  procedure_version: number;
  kind: 'form' | 'assistance';
  channel: string;
  national_code: string | null;
  first_received_at: string;
  accepted_at: string | null;
  due_reason: string | null;
  fee_quote: { amount: number | null; rules_version: string } | null;
  pages: DeskPage[];
  former_pages: DossierPage[];
  results: DossierResult[];
  actions: Action[];
  officer_id: string | null;
  submitter_id: string;
  submitter_name: string | null;
  opened_at: string | null;
  verified: boolean;
  /** What a phone never signed in said of its sender; null for accounts. */
  sender: { full_name: string; phone: string | null } | null;
  verification: { how: 'telephone' | 'desk' | 'code'; note: string | null; at: string } | null;
  handover: { full_name: string; relation: string; id_number: string | null; at: string } | null;
  official_name: string;
  certain_term: boolean;
  sections: ShownSection[];
  papers: DeskPaper[];
  has_form: boolean;
  /** Other open dossiers for the same person and procedure; none from older servers. */
  /** Late with an apology (Mẫu 04): once, while a date runs. */
  may_apologise?: boolean;
  /** The set that it was sent in; null where it stands alone. */
  together?: {
    slip: string;
    day: string | null;
    certain: boolean;
    dossiers: { id: string; slip: string; code: string | null; procedure_name: string; state: DossierState; due: string | null }[];
  } | null;
  also_open?: { id: string; slip: string | null; state: DossierState; received_at: string | null }[];
}

export interface Me {
  person: { id: string; full_name: string; role: string };
  agency: { code: string; name: string } | null;
}

export interface Colleague {
  id: string;
  name: string;
}

export interface HomeDraft {
  procedure: string;
  version: number;
  people: { owner?: { full_name: string; birth?: string; id_number?: string; phone?: string } };
  /** Who prepared it. */
  submitter: { full_name: string; phone: string | null } | null;
  relation: string | null;
  answers: Answers;
  result: { how: string; address?: string; fetcher?: { full_name: string; phone?: string } } | null;
}

export interface Missing {
  sha256: string;
  upload: string;
  offset: number;
}

export interface DeskReceipt {
  id: string;
  state: string;
  slip: string | null;
  missing: Missing[];
}

/** `week` begins on Monday; hours are `["07:30", "11:30"]`. */
export interface Calendar {
  week: { hours: [string, string][]; counted: boolean }[];
  overrides: { day: string; kind: 'off' | 'work'; reason: string; hours: [string, string][] | null }[];
  holidays: { day: string; name: string }[];
  worked_weekends: string[];
}
