/** A change in plain words: what it is about, and both of its values. */
import type { Condition } from '../../domain/conditions';
import { sum } from '../pay/parts';
import type { Change, EditedPaper, Parts, Question } from './types';
import { tq, wordOf } from './words';

/** "Giấy “Căn cước”: ghi chú" for `papers.can_cuoc.note`. */
export function whatOf(path: string, parts: Parts): string {
  const [part = '', key = '', name = '', inner = '', last = ''] = path.split('.');
  if (path === 'papers') return tq('papers');
  if (part === 'order') return tq('about.order');
  if (part === 'papers') return aboutPaper(key, name, parts);
  if (part === 'sections') {
    const section = parts.sections.find((each) => each.key === key);
    if (name !== 'fields') return joined(tq('about.section', { name: section?.title ?? key }), wordOf('part', name) ?? name);
    const field = section?.fields.find((each) => each.key === inner);
    return joined(tq('about.field', { name: field?.label ?? inner }), wordOf('part', last) ?? last);
  }
  if (part === 'eligibility') return joined(tq('about.question'), wordOf('part', name) ?? name);
  if (part === 'fee' && key === 'rules') {
    const rule = parts.fee.rules.find((each, place) => each.key === name || String(place) === name);
    return joined(rule?.name ?? tq('part.fee'), wordOf('part', inner) ?? inner);
  }
  return wordOf('part', key ? `${part}.${key}` : part) ?? path;
}

function aboutPaper(key: string, name: string, parts: Parts): string {
  const paper = parts.papers.find((each) => each.key === key);
  const named = tq('about.paper', { name: paper?.name ?? key });
  return name ? joined(named, wordOf('part', `paper.${name}`) ?? name) : named;
}

const joined = (about: string, part: string): string => `${about}: ${part}`;

/** A value as a person reads it; absent is said, too. */
export function valueOf({ path }: Pick<Change, 'path'>, value: unknown, questions: readonly Question[]): string {
  const name = path.split('.').at(-1) ?? '';
  if (value === null || value === undefined || value === '') return name === 'when' ? tq('always') : tq('nothing');
  if (name === 'when') return conditionWords(value as Condition, questions);
  if (path === 'days.value') return value === 0 ? tq('same_day') : tq('days', { n: Number(value) });
  if (typeof value === 'number') return name === 'copies' ? String(value) : sum(value);
  if (typeof value === 'boolean') return tq(value ? 'yes' : 'no');
  if (name === 'picture') return wordOf('picture', plain(value)) ?? plain(value);
  if (name === 'kind') return wordOf('kind', value as string) ?? wordOf('rule', value as string) ?? plain(value);
  if (Array.isArray(value)) return value.join(path.startsWith('order.') ? ' → ' : ', ');
  if (typeof value === 'object') return paperWords(value, questions);
  return plain(value);
}

/** A paper that comes or goes, with all that an officer has to see of it. */
function paperWords({ name, kind, required, indispensable, copies, when, note }: Partial<EditedPaper>, questions: readonly Question[]): string {
  const need = required === undefined ? null : tq(indispensable ? 'need.indispensable' : required ? 'need.required' : 'need.optional');
  const parts = [name, kind && wordOf('kind', kind), need, copies && `${tq('part.paper.copies')}: ${copies}`, when && tq('when.said', { what: conditionWords(when, questions) }), note];
  return parts.filter(Boolean).join(' · ');
}

/** "Là gì của người có tên? là Người khác" */
export function conditionWords(condition: Condition, questions: readonly Question[]): string {
  const said = (part: Condition): string => ('all' in part || 'any' in part ? `(${conditionWords(part, questions)})` : conditionWords(part, questions));
  if ('all' in condition) return condition.all.map(said).join(tq('when.and'));
  if ('any' in condition) return condition.any.map(said).join(tq('when.or'));
  if ('not' in condition) return tq('when.not', { what: said(condition.not) });
  const question = questions.find((each) => each.key === condition.field);
  const name = question?.label ?? condition.field;
  const option = (value: unknown): string => optionWords(question, value);
  if ('known' in condition) return tq('when.known', { name });
  if ('at_least' in condition) return tq('when.at_least', { name, n: condition.at_least });
  const values = 'in' in condition ? condition.in : [condition.is];
  return tq('when.is', { name, value: values.map(option).join(tq('when.or')) });
}

export function optionWords(question: Question | undefined, value: unknown): string {
  if (typeof value === 'boolean') return tq(value ? 'yes' : 'no');
  return question?.options?.find(([code]) => code === value)?.[1] ?? plain(value);
}

/** An answer's code as text. */
export function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
