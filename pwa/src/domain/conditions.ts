/**
 * The one small language in which procedures say when something is asked. Evaluated alike here and
 * on the server; both pass the vectors in backend/catalogue/vectors/conditions.json.
 */
import type { Answer, Answers } from './answers';

export type Condition =
  | { field: string; is: Answer }
  | { field: string; in: Answer[] }
  | { field: string; known: boolean }
  | { field: string; at_least: number }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition };

export function holds(condition: Condition | undefined | null, answers: Answers): boolean {
  if (!condition) return true;
  if ('all' in condition) return condition.all.every((part) => holds(part, answers));
  if ('any' in condition) return condition.any.some((part) => holds(part, answers));
  if ('not' in condition) return !holds(condition.not, answers);
  const value = answers[condition.field];
  if ('is' in condition) return matches(value, condition.is);
  if ('in' in condition) return condition.in.some((option) => matches(value, option));
  if ('known' in condition) return isKnown(value) === condition.known;
  return typeof value === 'number' && Number.isFinite(value) && value >= condition.at_least;
}

/** A real answer: neither absent, nor null, nor empty. */
export function isKnown(value: Answer | undefined): boolean {
  if (value === undefined || value === null || value === '') return false;
  return !(Array.isArray(value) && value.length === 0);
}

/** Where an answer is a list (several choices), it matches when it contains what is wanted. */
function matches(value: Answer | undefined, wanted: Answer): boolean {
  if (Array.isArray(value)) return value.some((item) => matches(item as Answer, wanted));
  return value !== undefined && value !== null && value === wanted;
}
