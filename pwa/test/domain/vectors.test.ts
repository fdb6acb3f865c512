/**
 * The cases that the server passes, too: a form must mean the same on both sides. Another validator
 * stands beside our own small one, so that both would have to be wrong in the same way.
 */
import { Validator } from '@cfworker/json-schema';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import answersFile from '../../../backend/catalogue/vectors/answers.json';
import conditionsFile from '../../../backend/catalogue/vectors/conditions.json';
import feesFile from '../../../backend/catalogue/vectors/fees.json';
import moneyFile from '../../../backend/catalogue/vectors/money.json';
import type { Answer, Answers } from '../../src/domain/answers';
import { type Condition, holds } from '../../src/domain/conditions';
import { type LocalRates, quote } from '../../src/domain/fees';
import { moneyInWords } from '../../src/domain/money';
import { refusedProperties } from '../../src/domain/json-schema';
import type { FeeRule, Field, ProcedureDetail, Section } from '../../src/domain/procedure';
import { askedAnswers } from '../../src/domain/questions';
import { checkAnswer } from '../../src/forms/check';

interface ConditionCase {
  name: string;
  condition: Condition | null;
  answers: Answers;
  holds: boolean;
}
interface AskedCase {
  name: string;
  sections: Section[];
  answers: Answers;
  asked: string[];
}
interface FeeCase {
  name: string;
  rules: FeeRule[];
  facts: Answers;
  online: boolean;
  exempt: boolean;
  local?: LocalRates;
  unsure?: boolean;
  amount: number | null;
  known_part: number;
}
type FreeCase = Pick<FeeCase, 'name' | 'rules' | 'facts' | 'local' | 'unsure'> & { free: boolean };
interface AnswerGroup {
  name: string;
  field: Field;
  schema: Record<string, unknown>;
  valid: Answer[];
  invalid: Answer[];
}

const conditions = conditionsFile as unknown as { cases: ConditionCase[]; asked: AskedCase[] };
const fees = feesFile as unknown as { cases: FeeCase[]; free_online: FreeCase[] };
const { groups, today } = answersFile as unknown as { groups: AnswerGroup[]; today: string };

describe('conditions', () => {
  it.each(conditions.cases)('$name', (given) => {
    expect(holds(given.condition, given.answers)).toBe(given.holds);
  });
  it.each(conditions.asked)('$name', ({ sections, answers, asked }) => {
    const detail = { sections } as unknown as ProcedureDetail;
    expect(Object.keys(askedAnswers(detail, answers))).toEqual(asked);
  });
});

describe('fees', () => {
  it.each(fees.cases)('$name', ({ rules, facts, amount, known_part, ...asked }) => {
    expect(quote(rules, facts, asked)).toEqual({ amount, known_part });
  });
  it.each(fees.free_online)('$name', ({ rules, facts, free, ...asked }) => {
    const [here, there] = [true, false].map((online) => quote(rules, facts, { ...asked, online }).amount);
    expect(here === 0 && there !== 0).toBe(free);
  });
});

describe('money', () => {
  it.each((moneyFile as unknown as { cases: [number, string][] }).cases)('%d', (amount, words) => {
    expect(moneyInWords(amount)).toBe(words);
  });
});

describe('answers', () => {
  // The phone's clock is a day ahead of the vectors' today, which it allows for. Seen failing by the clock that happened to be.
  beforeEach(() => vi.useFakeTimers({ now: Date.parse(`${today}T12:00:00+07:00`) + 86_400_000, toFake: ['Date'] }));
  afterEach(() => vi.useRealTimers());

  it.each(groups)('of $name', ({ schema, valid, invalid, field }) => {
    const validator = new Validator(schema, '2020-12', false);
    const ours = (x: Answer) => refusedProperties(schema, { x }).length === 0;
    for (const x of valid) {
      expect(validator.validate({ x }).valid, JSON.stringify(x)).toBe(true);
      expect(ours(x), JSON.stringify(x)).toBe(true);
      expect(checkAnswer(field, x), JSON.stringify(x)).toBeNull();
    }
    for (const x of invalid) {
      expect(validator.validate({ x }).valid, JSON.stringify(x)).toBe(false);
      expect(ours(x), JSON.stringify(x)).toBe(false);
    }
  });
});

it('takes every value of every kind for what the library takes it', () => {
  const values = groups.flatMap(({ valid, invalid }) => [...valid, ...invalid]);
  for (const { name, schema } of groups) {
    const validator = new Validator(schema, '2020-12', false);
    for (const answers of [{}, { x: null }, { y: 1 }, ...values.map((x) => ({ x }))] as Answers[]) {
      const ours = refusedProperties(schema, answers).length === 0;
      expect(ours, `${name}: ${JSON.stringify(answers)}`).toBe(validator.validate(answers).valid);
    }
  }
});
