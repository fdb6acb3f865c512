/** A dossier while it is being filled on this phone. */
import type { Answer, Answers } from './answers';
import type { ResultWay } from './procedure';

export type Relation = 'self' | 'family' | 'neighbour' | 'volunteer' | 'other';

export interface Person {
  full_name: string;
  birth?: string;
  id_number?: string;
  phone?: string;
  same_as_submitter?: boolean;
}

/** One photographed page or one PDF; its bytes lie in the store of pages under the same id. */
export interface PageRef {
  id: string;
  paper: string;
  sha256: string;
  bytes: number;
  media_type: string;
  /** What is wrong with it, where the person kept it anyway: the officer sees it. */
  marks?: string[];
  /** SHA-256 of the file that it was made of: the same picture is not taken twice. */
  source?: string;
  /** Of whom the person says that it is, where a card bore another name. */
  whose?: string;
  /** The card bears this name, and none of these people has it: whose it is has not been answered. */
  asked?: { name: string; people: string[] };
  /** Sheets of a PDF. */
  sheets?: number;
  /** The commune's server has its bytes; they need not lie on this phone. */
  at_server?: true;
}

/** Shown beside the answer as long as it is still this one. */
export interface Filled {
  by: 'card' | 'known';
  value?: Answer;
  /** An address as the card has it, whatever became of it. */
  said?: string;
}

export interface ResultChoice {
  how: ResultWay;
  address?: string;
  fetcher?: { full_name: string; phone?: string };
}

/** Whom the commune asks to pass a word on when no message gets through; all false: it calls itself. */
export interface Tell {
  self: boolean;
  relative: { name: string; phone: string } | null;
  volunteer: boolean;
}

/** What an officer asked for, when the draft answers a supplement request. */
export interface SupplementAsk {
  request: string;
  papers: { paper: string; name: string; reason?: string }[];
  text?: string;
}

/** What one event in a house brings along, as the person chose it (`domain/family.ts`). */
export interface SetPlan {
  /** The same for all dossiers of the set, and told to the server. */
  id: string;
  /** Which family of procedures, and which of its members (`nameIn`). */
  key: string;
  chosen: string[];
  /** Consent: what was said and photographed for one may be used for the others. */
  reuse: boolean;
}

export interface Draft {
  id: string;
  /** The person whose draft it is; null while nobody is signed in. */
  account: string | null;
  procedure: string;
  version: number;
  procedure_name: string;
  agency: string;
  kind: 'form' | 'assistance';
  relation: Relation | null;
  /** For whom, when it is not for the submitter. */
  owner: Person | null;
  answers: Answers;
  eligibility: Answers;
  /** In the order of the papers and, in one paper, of its pages. */
  pages: PageRef[];
  paper_gaps: string[];
  result: ResultChoice | null;
  consents: string[];
  tell?: Tell | null;
  /** What was not typed but taken from a card or from an earlier dossier, by field. */
  filled?: Record<string, Filled>;
  family?: SetPlan;
  /** Steps of which all is known from another dossier of the set: only the check leads there. */
  skip?: string[];
  /** The group that pays nothing to which the person says they belong. */
  exempt?: string | undefined;
  /** Revision that the next "gửi" will freeze. */
  revision: number;
  /** Revision lying in the outbox, or null when nothing was sent from here. */
  frozen: number | null;
  /** The server keeps this draft as it was at this moment (ms); never: only the phone has it. */
  saved_at?: number;
  supplement: SupplementAsk | null;
  supplement_text?: string;
  /** Where the person stopped. */
  step: string;
  created_at: number;
  updated_at: number;
}

export type DraftSeed = Pick<
  Draft,
  'id' | 'account' | 'procedure' | 'version' | 'procedure_name' | 'agency' | 'kind'
>;

export function newDraft(seed: DraftSeed, now: number): Draft {
  return {
    ...seed,
    relation: null,
    owner: null,
    answers: {},
    eligibility: {},
    pages: [],
    paper_gaps: [],
    result: null,
    consents: [],
    revision: 1,
    frozen: null,
    supplement: null,
    step: '',
    created_at: now,
    updated_at: now,
  };
}

/** Something of the person's own is in it: worth keeping, and worth keeping twice. */
export const hasContent = ({ answers, pages, owner }: Draft): boolean =>
  pages.length > 0 || Object.keys(answers).length > 0 || !!owner?.full_name;

export function pagesOf(draft: Draft, paper: string): PageRef[] {
  return draft.pages.filter((page) => page.paper === paper);
}

/** Moves one page by one place among the pages of its own paper. */
export function movedPage(pages: readonly PageRef[], id: string, by: -1 | 1): PageRef[] {
  const page = pages.find((each) => each.id === id);
  if (!page) return [...pages];
  const group = pages.filter((each) => each.paper === page.paper);
  const place = group.indexOf(page);
  const other = group[place + by];
  if (!other) return [...pages];
  return pages.map((each) => (each === page ? other : each === other ? page : each));
}
