/** What crosses the wire of the catalogue's editor. */
import type { Condition } from '../../domain/conditions';
import type { Option, PaperKind } from '../../domain/procedure';

export interface Line {
  code: string;
  short_name: string;
  field: string;
  keywords: string;
  days: number | null;
  fee: number | '?' | null;
  has_form: boolean;
  version: number;
  origin: Origin;
  effective_from: string;
  /** The day on which another version begins. */
  coming: string | null;
  /** Who has an edit under way. */
  editing: string | null;
}

/** The package's files, this desk, the commune's imported list. */
export type Origin = 'file' | 'desk' | 'list';

export interface Listing {
  may_edit: boolean;
  procedures: Line[];
}

export interface EditedRule {
  key?: string;
  kind: 'per_copy' | 'fixed' | 'per_page' | 'free' | 'unknown';
  name?: string | null;
  amount?: number | null;
  online?: number | null;
  then?: number;
  cap?: number;
}

export interface EditedPaper {
  key: string;
  name: string;
  kind: PaperKind;
  required: boolean;
  indispensable?: boolean;
  own_form?: boolean;
  copies?: number | null;
  when?: Condition | null;
  note?: string | null;
  picture?: string | null;
}

export interface EditedField {
  key: string;
  label: string;
  help: string | null;
  example: string | null;
}

export interface EditedSection {
  key: string;
  title: string;
  help: string | null;
  fields: EditedField[];
}

/** Everything that a commune may change of a procedure, whole. */
export interface Parts {
  short_name: string;
  summary: string;
  outcome: string;
  note: string | null;
  contact: string | null;
  who_may_file: string;
  presence: string;
  result: string | null;
  keywords: string[];
  days: { value: number | null; text: string | null };
  fee: { text: string; rules: EditedRule[] };
  papers: EditedPaper[];
  eligibility: { key: string; ask: string | null; text: string | null }[];
  sections: EditedSection[];
}

/** One thing that is another; null where it is absent. */
export interface Change {
  path: string;
  before: unknown;
  after: unknown;
}

export interface Question {
  key: string;
  label: string;
  type: string;
  options?: Option[];
}

export interface Version {
  version: number;
  origin: Origin;
  effective_from: string;
  effective_to: string | null;
  state: 'past' | 'now' | 'coming' | 'withdrawn';
  published_at: string;
  published_by: string | null;
  reason: string | null;
  base: number | null;
  may_withdraw: boolean;
  law_days: number | null;
  legal_basis: string[];
  fields: Question[];
  parts: Parts;
  changes: Change[];
}

export interface Edit {
  base: number;
  revision: number;
  parts: Parts;
  effective_from: string | null;
  reason: string;
  changed_by: string;
  changed_at: string;
  changes: Change[];
  errors: Record<string, string[]>;
  /** The version that holds on that day instead of the edit's base. */
  outdated_by: number | null;
}

export interface Editor {
  code: string;
  name: string;
  field: string;
  may_edit: boolean;
  today: string;
  versions: Version[];
  edit: Edit | null;
}

/** What is sent to be kept. */
export interface Saving {
  base: number;
  revision: number;
  parts: Parts;
  effective_from: string | null;
  reason: string;
}
