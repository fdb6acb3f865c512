/**
 * The condition of a paper as its editor shows it: a list of tests of which all or one must be met,
 * each about one question. Pure; what cannot be shown so stays as it is and is said in words.
 */
import type { Answer } from '../../domain/answers';
import type { Condition } from '../../domain/conditions';
import type { Question } from './types';

export type Group = 'all' | 'any';

/** `is_not`, `none_of`, `below` and `unknown` are the opposites of the other four. */
export type Test = 'is' | 'is_not' | 'one_of' | 'none_of' | 'at_least' | 'below' | 'known' | 'unknown';

type Single = Extract<Condition, { field: string }>;

const OPPOSITES: Partial<Record<Test, Test>> = { is_not: 'is', none_of: 'one_of', below: 'at_least', unknown: 'known' };
const NEGATED: Partial<Record<Test, Test>> = { is: 'is_not', one_of: 'none_of', at_least: 'below', known: 'unknown' };
const FEWEST_TO_NAME_SEVERAL = 3;

/** How the tests of a condition are joined, and the tests; one alone counts as "all". */
export function opened(condition: Condition): { group: Group; parts: Condition[] } {
  if ('any' in condition) return { group: 'any', parts: condition.any };
  return { group: 'all', parts: 'all' in condition ? condition.all : [condition] };
}

/** The condition of these tests: none without any, a single one by itself. */
export function closed(group: Group, parts: Condition[]): Condition | null {
  const [first] = parts;
  if (!first) return null;
  if (group === 'any') return { any: parts };
  return parts.length === 1 ? first : { all: parts };
}

/** The question, the test and what is tested of one row; null for what has rows of its own. */
export function rowOf(condition: Condition): { field: string; test: Test; values: Answer[] } | null {
  const negated = 'not' in condition;
  const single = negated ? condition.not : condition;
  if (!('field' in single)) return null;
  // "known: false" is another way to write "not known".
  const plain = 'known' in single && !single.known ? 'unknown' : testOf(single);
  const opposite = plain === 'unknown' ? 'known' : NEGATED[plain];
  return { field: single.field, test: negated ? (opposite ?? plain) : plain, values: valuesOf(single) };
}

/** The condition of one row. */
export function made(field: string, test: Test, values: readonly Answer[]): Condition {
  const plain = OPPOSITES[test];
  if (plain) return { not: made(field, plain, values) };
  if (test === 'one_of') return { field, in: [...values] };
  if (test === 'at_least') return { field, at_least: typeof values[0] === 'number' ? values[0] : 1 };
  if (test === 'known') return { field, known: true };
  return { field, is: values[0] ?? '' };
}

/** What may be asked about a question. */
export function testsFor(question: Question): Test[] {
  const answers = answersOf(question);
  if (question.type === 'number' || question.type === 'money') return ['at_least', 'below', 'known', 'unknown'];
  if (!answers.length) return ['known', 'unknown'];
  return [...(['is', 'is_not'] as const), ...(answers.length >= FEWEST_TO_NAME_SEVERAL ? (['one_of', 'none_of'] as const) : []), ...(['known', 'unknown'] as const)];
}

/** The first row about a question, or one that goes on with what was tested before. */
export function begun(question: Question, test?: Test, before: readonly Answer[] = []): Condition {
  const tests = testsFor(question);
  const wanted = test && tests.includes(test) ? test : (tests[0] ?? 'known');
  const answers = answersOf(question);
  const kept = before.filter((value) => (wanted === 'at_least' || wanted === 'below' ? typeof value === 'number' : answers.includes(value as string | boolean)));
  return made(question.key, wanted, kept.length ? kept : answers.slice(0, 1));
}

/** The answers that a question may have, where they are few. */
export function answersOf(question: Question): (string | boolean)[] {
  if (question.type === 'bool' || question.type === 'confirm') return [true, false];
  return question.options?.map(([code]) => code) ?? [];
}

function testOf(single: Single): Test {
  if ('in' in single) return 'one_of';
  if ('at_least' in single) return 'at_least';
  return 'known' in single ? 'known' : 'is';
}

function valuesOf(single: Single): Answer[] {
  if ('in' in single) return single.in;
  if ('at_least' in single) return [single.at_least];
  return 'is' in single ? [single.is] : [];
}
