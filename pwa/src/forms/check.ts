/**
 * What is wrong with an answer, in the terms of the person who typed it. The JSON Schema stays the
 * judge (`schema.ts`); this tells early, in plain words, and per field.
 */
import type { Answer, TableRow } from '../domain/answers';
import { readDate, readDateOrYear, readTime, today } from '../domain/dates';
import { readIdNumber, readTaxNumber } from '../domain/phones';
import type { Column, Field, FieldType } from '../domain/procedure';
import { isObject } from '../domain/receipt';

/** Keys of words/<language>/forms.json. */
export type ErrorKey =
  | 'e.missing'
  | 'e.choose'
  | 'e.confirm'
  | 'e.text'
  | 'e.name'
  | 'e.date'
  | 'e.date_or_year'
  | 'e.future'
  | 'e.earliest'
  | 'e.latest'
  | 'e.time'
  | 'e.datetime'
  | 'e.number'
  | 'e.min'
  | 'e.max'
  | 'e.long'
  | 'e.cccd'
  | 'e.phone'
  | 'e.via'
  | 'e.email'
  | 'e.mst'
  | 'e.place'
  | 'e.place_text'
  | 'e.bank'
  | 'e.rows'
  | 'e.row'
  | 'e.schema';

export interface AnswerFault {
  key: ErrorKey;
  values?: Record<string, string | number>;
}

const CHOSEN: readonly FieldType[] = ['select', 'multi', 'bool', 'ethnic', 'nationality'];

export function checkAnswer(field: Field | Column, answer: Answer | undefined): AnswerFault | null {
  if (answer === null) return null;
  const empty = answer === undefined || answer === '' || (Array.isArray(answer) && !answer.length);
  if (empty) return field.required ? { key: missing(field.type) } : null;
  if (field.type === 'confirm' && field.required && answer !== true) return { key: 'e.confirm' };
  return CHECKS[field.type]?.(answer, field) ?? null;
}

/** Faults of a section by the key of the field, in the order of the fields. */
export function checkSection(
  fields: readonly Field[],
  answers: { [key: string]: Answer },
): Map<string, AnswerFault> {
  const faults = new Map<string, AnswerFault>();
  for (const field of fields) {
    const fault = checkAnswer(field, answers[field.key]);
    if (fault) faults.set(field.key, fault);
  }
  return faults;
}

function missing(type: FieldType): ErrorKey {
  if (type === 'confirm') return 'e.confirm';
  if (type === 'table') return 'e.rows';
  return CHOSEN.includes(type) ? 'e.choose' : 'e.missing';
}

type Check = (answer: NonNullable<Answer>, field: Field | Column) => AnswerFault | null;

const text: Check = (answer, field) => {
  if (typeof answer !== 'string' || answer.trim() === '') return { key: 'e.text' };
  const max = bound(field, 'max');
  return max !== null && answer.length > max ? { key: 'e.long', values: { max } } : null;
};

const number: Check = (answer, field): AnswerFault | null => {
  if (typeof answer !== 'number' || !Number.isInteger(answer)) return { key: 'e.number' };
  const min = bound(field, 'min');
  const max = bound(field, 'max');
  if (min !== null && answer < min) return { key: 'e.min', values: { min } };
  return max !== null && answer > max ? { key: 'e.max', values: { max } } : null;
};

const place: Check = (answer) => {
  if (!isObject(answer)) return { key: 'e.place' };
  if (typeof answer.text === 'string') return answer.text.trim() === '' ? { key: 'e.place_text' } : null;
  return answer.commune ? null : { key: 'e.place' };
};

/** Stored dates are ISO; what did not become one is still as it was typed. */
const stored =
  (pattern: RegExp, read: (typed: string) => string | null, key: ErrorKey): Check =>
  (answer, field) =>
    typeof answer === 'string' && pattern.test(answer) && read(turned(answer))
      ? outside(answer, field)
      : { key };

/** Before this day no phone had this program: a clock that says so is wrong and judges nothing. */
const FIRST_RELEASE = '2026-11-22';
/** A clock may be a day behind; a child born today is still born today. */
const CLOCK_SLACK_MS = 2 * 86_400_000;

/** Days outside the field's bounds; a year alone counts by its first and its last day. */
function outside(answer: string, field: Field | Column): AnswerFault | null {
  const { min, max } = field as Field;
  const first = answer.length === 4 ? `${answer}-01-01` : answer;
  const last = answer.length === 4 ? `${answer}-12-31` : answer;
  if (max === 'today') {
    if (today(Date.now()) < FIRST_RELEASE) return null;
    return first > today(Date.now() + CLOCK_SLACK_MS) ? { key: 'e.future' } : null;
  }
  if (typeof max === 'string' && first > max) return { key: 'e.latest', values: { day: turned(max) } };
  const low = min === 'today' ? today(Date.now() - CLOCK_SLACK_MS) : min;
  if (typeof low !== 'string' || last >= low) return null;
  return min === 'today' && today(Date.now()) < FIRST_RELEASE
    ? null
    : { key: 'e.earliest', values: { day: turned(low) } };
}

const ISO = /^\d{4}-\d{2}-\d{2}$/;
const CHECKS: Partial<Record<FieldType, Check>> = {
  text,
  textarea: text,
  agency: text,
  person_name: (answer) =>
    typeof answer === 'string' && /\p{L}/u.test(answer) && !/[0-9<>@#$%*=+{}|\\~_!?;:"]/.test(answer)
      ? null
      : { key: 'e.name' },
  date: stored(ISO, readDate, 'e.date'),
  date_or_year: stored(/^\d{4}(-\d{2}-\d{2})?$/, readDateOrYear, 'e.date_or_year'),
  time: (answer) =>
    typeof answer === 'string' && /^\d{2}:\d{2}$/.test(answer) && readTime(answer)
      ? null
      : { key: 'e.time' },
  datetime: (answer) =>
    typeof answer === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(answer)
      ? null
      : { key: 'e.datetime' },
  number,
  money: number,
  cccd: (answer) =>
    typeof answer === 'string' && readIdNumber(answer) === answer ? null : { key: 'e.cccd' },
  phone: (answer) => {
    if (isObject(answer)) {
      return typeof answer.via === 'string' && answer.via.trim() ? null : { key: 'e.via' };
    }
    return typeof answer === 'string' && /^\+\d{8,15}$/.test(answer) ? null : { key: 'e.phone' };
  },
  email: (answer) =>
    typeof answer === 'string' && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(answer)
      ? null
      : { key: 'e.email' },
  mst: (answer) =>
    typeof answer === 'string' && readTaxNumber(answer) === answer ? null : { key: 'e.mst' },
  address: place,
  address2: place,
  bank_account: (answer) =>
    isObject(answer) && answer.bank && answer.number && answer.holder ? null : { key: 'e.bank' },
  table: (answer, field) => checkRows(answer as TableRow[], field),
};

function checkRows(rows: TableRow[], field: Field | Column): AnswerFault | null {
  const broken = rows.findIndex((row) =>
    ((field as Field).columns ?? []).some((column) => checkAnswer(column, row[column.key]) !== null),
  );
  return broken === -1 ? null : { key: 'e.row', values: { row: broken + 1 } };
}

function turned(iso: string): string {
  return iso.length === 4 ? iso : iso.split('-').reverse().join('/');
}

function bound(field: Field | Column, side: 'min' | 'max'): number | null {
  const value = (field as Field)[side];
  return typeof value === 'number' ? value : null;
}
