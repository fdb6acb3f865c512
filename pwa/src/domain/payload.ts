/** The bytes of a submission. Made once, at "gửi"; every retry sends the same ones. */
import type { Draft, PageRef, ResultChoice } from './draft';
import type { OutboxPage } from './outbox';
import { feeQuote, type LocalRates } from './fees';
import { readPhone } from './phones';
import type { ProcedureDetail } from './procedure';
import { askedAnswers, gapsOf, neededPapers } from './questions';

/** Version of the shape below; the server goes on accepting older ones. */
export const PAYLOAD_VERSION = 1;
/** The version after it also tells where a draft stopped. */
const DRAFT_PAYLOAD = 2;

export interface ManifestLine {
  paper: string;
  page: number;
  sha256: string;
  bytes: number;
  media_type: string;
  marks?: string[];
}

/** The paper under which an assistance request keeps its photographs. */
export const FREE_PAPER = 'khac';

export const manifestOf = (pages: readonly PageRef[]): ManifestLine[] =>
  numbered(pages).map(({ paper, page, sha256, bytes, media_type, marks }) => ({ paper, page, sha256, bytes, media_type, marks }));

/** Each page with its number in its own paper. */
export function numbered(pages: readonly PageRef[]): (OutboxPage & ManifestLine)[] {
  const counts = new Map<string, number>();
  return pages.map(({ id, paper, sha256, bytes, media_type, marks }) => {
    const page = (counts.get(paper) ?? 0) + 1;
    counts.set(paper, page);
    return { id, paper, page, sha256, bytes, media_type, marks };
  });
}

/** Pages of papers that are no longer asked for stay on the phone and are not sent. */
export function sentPages(detail: ProcedureDetail | null, draft: Draft): PageRef[] {
  if (!detail || draft.kind === 'assistance') return draft.pages;
  if (draft.supplement) return draft.pages;
  const asked = neededPapers(detail, draft.answers).map((paper) => paper.key);
  return [...asked].flatMap((key) => draft.pages.filter((page) => page.paper === key));
}

/** `submit` false: only kept at the commune, for the desk to go on with; the papers lie on its table. */
export function submissionBody(
  detail: ProcedureDetail | null,
  draft: Draft,
  submitter: string,
  now: number,
  submit = true,
  local?: LocalRates,
): string {
  const form = draft.kind === 'form' && detail;
  return JSON.stringify({
    payload: PAYLOAD_VERSION,
    revision: draft.revision,
    procedure: draft.procedure,
    version: draft.version,
    agency: draft.agency,
    kind: draft.kind,
    people: {
      owner: draft.owner ?? { full_name: submitter, same_as_submitter: true },
      subject: null,
    },
    relation: draft.relation ?? 'self',
    answers: form ? askedAnswers(detail, draft.answers) : draft.answers,
    fee_quote: form ? quoteOf(form, draft, local) : null,
    result: resultOf(draft),
    consents: draft.consents,
    tell: draft.tell ?? undefined,
    family: draft.family?.id,
    gaps: form ? gapsOf(detail, draft.answers, draft.paper_gaps) : [],
    manifest: submit ? manifestOf(sentPages(detail, draft)) : [],
    submit,
    made_at: new Date(now).toISOString(),
  });
}

/** A relative was chosen and not yet named: the server could not ask them. */
export const halfTold = ({ tell }: Draft): boolean =>
  !!tell?.relative && !(tell.relative.name.trim() && readPhone(tell.relative.phone));

/** The sum as it is shown, by the commune's own rates where the rules leave it to them. */
export const shownFee = (detail: ProcedureDetail, draft: Draft, local?: LocalRates): number | null =>
  feeQuote(detail, askedAnswers(detail, draft.answers), { exempt: !!exemptOf(detail, draft), local });

/** A newer version of the procedure may not know the group any more. */
const exemptOf = ({ fee }: ProcedureDetail, { exempt }: Draft): string | undefined =>
  fee?.groups?.find(({ key }) => key === exempt)?.key;

const quoteOf = (detail: ProcedureDetail, draft: Draft, local?: LocalRates) => ({
  amount: shownFee(detail, draft, local),
  rules_version: String(draft.version),
  exempt: exemptOf(detail, draft),
});

/** Only what belongs to the chosen way, and nothing that was left empty. */
function resultOf({ result }: Draft): ResultChoice {
  if (result?.how === 'fetcher' && result.fetcher) {
    const { full_name, phone } = result.fetcher;
    return { how: 'fetcher', fetcher: phone ? { full_name, phone } : { full_name } };
  }
  if (result?.how === 'post') return { how: 'post', address: result.address ?? '' };
  return { how: result?.how ?? 'desk' };
}

/** A draft as it is, unfinished anywhere, for the account to keep; `pages` as far as they may travel. */
export function draftBody(draft: Draft, pages: readonly PageRef[], now: number): string {
  const { revision, procedure, version, agency, kind, relation, answers, result, consents, tell, eligibility, step } = draft;
  return JSON.stringify({
    ...{ payload: DRAFT_PAYLOAD, revision, procedure, version, agency, kind, relation, answers },
    ...{ result, consents, tell: tell ?? undefined, family: draft.family?.id, eligibility, step, fee_quote: null },
    people: { owner: draft.owner ?? {}, subject: null },
    gaps: draft.paper_gaps.map((key) => `paper:${key}`),
    manifest: manifestOf(pages),
    submit: false,
    made_at: new Date(now).toISOString(),
  });
}

export function supplementBody(draft: Draft): string {
  return JSON.stringify({
    payload: PAYLOAD_VERSION,
    revision: draft.revision,
    ...(draft.supplement_text ? { text: draft.supplement_text } : {}),
    manifest: manifestOf(draft.pages),
  });
}

export function commandBody(kind: string, dossier: string, data: Record<string, unknown>): string {
  return JSON.stringify({ kind, dossier, data });
}
