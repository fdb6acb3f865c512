/** The way through an application, one small page after the other; it bends with the answers. */
import type { Draft } from '../../domain/draft';
import type { Paper, ProcedureDetail } from '../../domain/procedure';
import {
  type AskedSection,
  askedAnswers,
  askedSections,
  eligibilityOf,
  neededPapers,
} from '../../domain/questions';
import { checkSection } from '../../forms/check';

export type Step =
  | { id: string; kind: 'who' | 'eligibility' | 'papers' | 'result' | 'check' }
  | { id: string; kind: 'need' | 'photos' | 'call' | 'extra' }
  | { id: string; kind: 'section'; section: AskedSection };

/** Appended to a step's address that was opened from the check: its "next" leads back there. */
export const CHECK_AGAIN = '?lai=1';

export function stepsOf(detail: ProcedureDetail | null, draft: Draft): Step[] {
  if (draft.supplement) return [{ id: 'bo-sung', kind: 'extra' }];
  const who: Step = { id: 'cho-ai', kind: 'who' };
  const check: Step = { id: 'kiem-tra', kind: 'check' };
  if (draft.kind === 'assistance' || !detail) {
    const photos: Step = { id: 'anh', kind: 'photos' };
    return [who, { id: 'viec', kind: 'need' }, photos, { id: 'goi-lai', kind: 'call' }, check];
  }
  const sections = askedSections(detail, draft.answers).map(
    (section): Step => ({ id: `phan-${section.key}`, kind: 'section', section }),
  );
  const eligibility: Step[] = detail.eligibility?.length
    ? [{ id: 'dieu-kien', kind: 'eligibility' }]
    : [];
  const result: Step = { id: 'ket-qua', kind: 'result' };
  // Nothing to photograph: what to bring stands on the last page.
  const papers: Step[] = photographed(detail, draft).length > 0 ? [{ id: 'giay-to', kind: 'papers' }] : [];
  return [who, ...eligibility, ...sections, ...papers, result, check];
}

/** A paper that is only shown, or that the office looks up itself, is never photographed. */
export const photographed = (detail: ProcedureDetail, draft: Draft): Paper[] =>
  neededPapers(detail, draft.answers).filter((paper) => paper.kind === 'nop' && !paper.own_form);

/** Papers that want a photograph and have neither one nor "chưa có". */
export function openPapers(detail: ProcedureDetail, draft: Draft): string[] {
  return photographed(detail, draft)
    .filter((paper) => paper.required)
    .filter((paper) => !draft.pages.some((page) => page.paper === paper.key))
    .filter((paper) => paper.indispensable || !draft.paper_gaps.includes(paper.key))
    .map((paper) => paper.key);
}

/** Steps that are not complete, in order; what the schema refuses counts, too. */
export function unfinished(
  detail: ProcedureDetail | null,
  draft: Draft,
  refused: readonly string[] = [],
): Step[] {
  const kept = detail ? askedAnswers(detail, draft.answers) : draft.answers;
  return stepsOf(detail, draft).filter((step) => {
    switch (step.kind) {
      case 'who':
        return !isWhoDone(draft);
      case 'eligibility':
        return detail ? !eligibilityOf(detail, draft.eligibility).complete : false;
      case 'section':
        return (
          checkSection(step.section.fields, kept).size > 0 ||
          step.section.fields.some((field) => refused.includes(field.key))
        );
      case 'papers':
        return detail ? openPapers(detail, draft).length > 0 : false;
      case 'result':
        return !isResultDone(draft);
      case 'need':
        return !draft.answers.need;
      case 'call':
        return !isCallDone(draft);
      case 'photos':
      case 'extra':
      case 'check':
        return false;
    }
  });
}

export function isWhoDone(draft: Draft): boolean {
  if (draft.relation === null) return false;
  if (draft.relation === 'self' && draft.account !== null) return true;
  return Boolean(draft.owner?.full_name.trim());
}

export function isResultDone(draft: Draft): boolean {
  const result = draft.result;
  if (!result) return false;
  if (result.how === 'fetcher') return Boolean(result.fetcher?.full_name.trim());
  return result.how === 'post' ? Boolean(result.address?.trim()) : true;
}

export function isCallDone(draft: Draft): boolean {
  const { caller_name: name, caller_phone: phone } = draft.answers;
  const reachable =
    typeof phone === 'string'
      ? /^\+\d{8,15}$/.test(phone)
      : typeof phone === 'object' && phone !== null && 'via' in phone && Boolean(phone.via);
  return Boolean(name) && reachable;
}
