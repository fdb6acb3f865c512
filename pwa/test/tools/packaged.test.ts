/**
 * Every packaged procedure, filled in as the server's tests fill it: the phone asks the same
 * questions, accepts the same answers, and misses what is missing. Python makes the fillings
 * (tests/support/packaged.py); both of its judges have passed them.
 */
import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answers } from '../../src/domain/answers';
import { type JsonSchema, refusedProperties } from '../../src/domain/json-schema';
import type { ProcedureDetail } from '../../src/domain/procedure';
import { askedAnswers, askedSections, gapsOf } from '../../src/domain/questions';
import { checkSection } from '../../src/forms/check';

interface Packaged {
  named: string;
  detail: ProcedureDetail;
  fills: Answers[];
}

const FILLED_ON = new Date('2026-11-25T03:00:00Z');
const PACKAGED = JSON.parse(
  execFileSync('python', ['-m', 'tests.support.packaged'], { cwd: '..', encoding: 'utf8', maxBuffer: 2 ** 26 }),
) as Packaged[];

const refused = (detail: ProcedureDetail, answers: Answers) => refusedProperties(detail.schema as JsonSchema, answers);
const fieldsOf = (detail: ProcedureDetail) => detail.sections.flatMap(({ fields }) => fields);

describe.each(PACKAGED)('$named', ({ detail, fills }) => {
  beforeEach(() => void vi.setSystemTime(FILLED_ON));
  afterEach(() => void vi.useRealTimers());

  it('asks the same questions and accepts the same answers', () => {
    for (const answers of fills) {
      expect(askedAnswers(detail, answers)).toEqual(answers);
      expect(refused(detail, answers)).toEqual([]);
      for (const section of askedSections(detail, answers)) {
        expect([...checkSection(section.fields, answers)]).toEqual([]);
      }
    }
  });

  it('misses what is missing and refuses what is not asked', () => {
    for (const answers of fills) {
      const required = fieldsOf(detail).filter(({ key, required: needed }) => needed && key in answers);
      for (const { key } of required) {
        const others = Object.fromEntries(Object.entries(answers).filter(([other]) => other !== key));
        expect(refused(detail, others)).not.toEqual([]);
      }
      expect(refused(detail, { ...answers, not_a_question: 'x' })).toContain('not_a_question');
    }
  });

  it('tells what is not known as gaps', () => {
    for (const answers of fills) {
      const unknown = Object.keys(answers).filter((key) => answers[key] === null);
      expect(gapsOf(detail, answers, [])).toEqual(unknown.map((key) => `field:${key}`));
    }
  });
});
