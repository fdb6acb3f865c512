/** Which questions and papers a procedure asks for, given the answers so far. */
import { type Answer, type Answers } from './answers';
import { holds } from './conditions';
import type { Field, Paper, ProcedureDetail, Section } from './procedure';

export interface AskedSection extends Section {
  fields: Field[];
}

/**
 * The answers that may be sent: a question that is not asked has none. An answer hidden by another
 * hidden answer falls too, so the pass repeats until nothing changes.
 */
export function askedAnswers(detail: ProcedureDetail, answers: Answers): Answers {
  const fields = detail.sections.flatMap((section) =>
    section.fields.map((field) => ({ field, section })),
  );
  let kept = pick(answers, fields.map(({ field }) => field.key));
  for (;;) {
    const asked = fields.filter(
      ({ field, section }) => holds(section.when, kept) && holds(field.when, kept),
    );
    const next = pick(kept, asked.map(({ field }) => field.key));
    if (Object.keys(next).length === Object.keys(kept).length) return next;
    kept = next;
  }
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

function pick(answers: Answers, keys: readonly string[]): Answers {
  const entries = keys
    .filter((key) => answers[key] !== undefined)
    .map((key): [string, Answer] => [key, answers[key] as Answer]);
  return Object.fromEntries(entries);
}
