/** A procedure (thủ tục hành chính) as the phone gets it: one version, frozen. */
import type { Answer } from './answers';
import type { Condition } from './conditions';

export type FieldType =
  | 'text'
  | 'textarea'
  | 'person_name'
  | 'date'
  | 'date_or_year'
  | 'time'
  | 'datetime'
  | 'select'
  | 'multi'
  | 'bool'
  | 'confirm'
  | 'number'
  | 'money'
  | 'cccd'
  | 'phone'
  | 'email'
  | 'ethnic'
  | 'nationality'
  | 'address'
  | 'address2'
  | 'agency'
  | 'bank_account'
  | 'table'
  | 'mst'
  | 'computed';

export type Option = readonly [value: string, label: string];

export interface Column {
  key: string;
  label: string;
  type: FieldType;
  required?: boolean;
  options?: Option[];
}

export interface Field extends Column {
  /** Where it is about somebody else than its section. */
  about?: Section['about'];
  official?: string;
  indispensable?: boolean;
  help?: string;
  example?: string;
  prefill?: string;
  /** First values, of which the first counts whose condition holds; shown and changed like any other. */
  suggest?: { value: Answer; when?: Condition }[];
  min?: number | string;
  max?: number | string;
  when?: Condition;
  columns?: Column[];
}

export interface Section {
  key: string;
  title: string;
  about?: 'submitter' | 'owner' | 'subject' | 'other';
  when?: Condition;
  fields: Field[];
}

/** nop: photograph it; xuat_trinh: bring it to the desk; tra_cuu: the office looks it up itself. */
export type PaperKind = 'nop' | 'xuat_trinh' | 'tra_cuu';

export interface Paper {
  key: string;
  name: string;
  kind: PaperKind;
  required?: boolean;
  indispensable?: boolean;
  /** How many of it, where more than one is needed. */
  copies?: number;
  when?: Condition;
  note?: string;
  picture?: string;
  own_form?: boolean;
}

/** Answered by yes or no before the form begins. */
export interface EligibilityQuestion {
  key: string;
  ask: string;
  when?: Condition;
  stop_when?: Condition;
  text?: string;
}

export interface FeeRule {
  kind: 'per_copy' | 'fixed' | 'per_page' | 'free' | 'unknown';
  amount?: number | null;
  online?: number | null;
  /** What the commune's table calls this rule; "fee" when it is not said. */
  key?: string;
  copies_field?: string;
  /** per_page: where the pages stand, in a table's rows or in a field of its own. */
  pages_field?: string;
  table_field?: string;
  first_pages?: number;
  then?: number;
  cap?: number;
  when?: Condition;
}

/** Who pays nothing, by which paper; `to` is the last day on which it holds. */
export interface ExemptGroup {
  key: string;
  text: string;
  proof: string;
  to?: string;
}

export type ResultWay = 'desk' | 'fetcher' | 'post' | 'electronic';

export interface ProcedureDetail {
  code: string;
  version: number;
  name: string;
  short_name: string;
  mode: 'form' | 'assistance';
  field?: string;
  summary?: string;
  outcome?: string;
  who_may_file?: { representative: boolean; text?: string };
  presence?: { required: 'none' | 'at_result' | 'always'; text?: string };
  days?: { value: number | null; cutoff?: string; confidence?: string; text?: string };
  fee?: { confidence?: string; text?: string; rules?: FeeRule[]; exempt?: unknown[]; groups?: ExemptGroup[]; collect?: 'after' };
  result?: { name?: string; ways?: ResultWay[]; text?: string };
  papers: Paper[];
  eligibility?: EligibilityQuestion[];
  sections: Section[];
  /** What else people should know, in a sentence or two. */
  note?: string;
  uncertain?: string[];
  /** Key and name of each family of procedures that it belongs to. */
  together?: [key: string, name: string][];
  /** JSON Schema 2020-12 of the answers, the same one that the server checks with. */
  schema?: Record<string, unknown>;
}

/** Not free for everybody: then the sum has reasons. */
export const mayCost = (detail: ProcedureDetail | null): boolean => !!detail?.fee?.rules?.some(({ kind }) => kind !== 'free');
