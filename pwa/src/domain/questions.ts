/** Which questions and papers a procedure asks for, given the answers so far. */
import type { Answers } from './answers';
import { holds } from './conditions';
import type { EligibilityQuestion, Field, Paper, ProcedureDetail, Section } from './procedure';

export interface AskedSection extends Section {
  fields: Field[];
}

/**
 * The answers that may be sent: a question that is not asked has none. Conditions look back only
 * (the catalogue sees to that), so one pass in the form's order is enough.
 */
export function askedAnswers(detail: ProcedureDetail, answers: Answers): Answers {
  const kept: Answers = {};
  for (const section of detail.sections) {
    if (!holds(section.when, kept)) continue;
    for (const field of section.fields) {
      const answer = answers[field.key];
      if (answer !== undefined && holds(field.when, kept)) kept[field.key] = answer;
    }
  }
  return kept;
}

/** Sections with at least one question, each with only the questions that are asked. */
export function askedSections(detail: ProcedureDetail, answers: Answers): AskedSection[] {
  const kept = askedAnswers(detail, answers);
  return detail.sections
    .filter((section) => holds(section.when, kept))
    .map((section) => ({
      ...section,
      fields: section.fields.filter(
        (field) => field.type !== 'computed' && holds(field.when, kept),
      ),
    }))
    .filter((section) => section.fields.length > 0);
}

/** Papers that this person needs. */
export function neededPapers(detail: ProcedureDetail, answers: Answers): Paper[] {
  const kept = askedAnswers(detail, answers);
  return detail.papers.filter((paper) => holds(paper.when, kept));
}

/** "Tôi chưa có / không biết" may be said of everything that is asked for and not indispensable. */
export function mayBeUnknown(field: Field): boolean {
  return Boolean(field.required) && !field.indispensable && field.type !== 'confirm';
}

/** What the person said they do not have: read first by the officer. */
export function gapsOf(
  detail: ProcedureDetail,
  answers: Answers,
  paperGaps: readonly string[],
): string[] {
  const kept = askedAnswers(detail, answers);
  const papers = neededPapers(detail, answers)
    .filter((paper) => paperGaps.includes(paper.key))
    .map((paper) => `paper:${paper.key}`);
  const fields = Object.entries(kept)
    .filter(([, value]) => value === null)
    .map(([key]) => `field:${key}`);
  return [...papers, ...fields];
}

export interface Stop {
  key: string;
  text: string;
}

/** The questions before the form that are asked so far, and the first answer that ends the matter. */
export function eligibilityOf(
  detail: ProcedureDetail,
  answers: Answers,
): { asked: EligibilityQuestion[]; stop: Stop | null; complete: boolean } {
  const asked: EligibilityQuestion[] = [];
  const kept: Answers = {};
  for (const question of detail.eligibility ?? []) {
    if (!holds(question.when, kept)) continue;
    asked.push(question);
    const answer = answers[question.key];
    if (answer === undefined) return { asked, stop: null, complete: false };
    kept[question.key] = answer;
    if (question.stop_when && holds(question.stop_when, kept)) {
      return { asked, stop: { key: question.key, text: question.text ?? '' }, complete: false };
    }
  }
  return { asked, stop: null, complete: true };
}
