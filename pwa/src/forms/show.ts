/** Answers as sentences, for "kiểm tra lại" and for rows of a table. */
import type { Answer, BankAccount } from '../domain/answers';
import { showDate } from '../domain/dates';
import { showPhone } from '../domain/phones';
import type { Column, Field } from '../domain/procedure';
import { communeOf } from '../state/places';
import { formWords as t } from './words';

export function answerText(field: Field | Column, value: Answer | undefined): string {
  if (value === undefined) return '';
  if (value === null) return t('unknown.shown');
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (typeof value === 'number') return showNumber(field, value);
  if (typeof value === 'string') return showString(field, value);
  if (Array.isArray(value)) return showMany(field, value);
  return showObject(value as unknown as Record<string, unknown>);
}

function showNumber(field: Field | Column, value: number): string {
  const text = String(value).replace(/\B(?=(\d{3})+$)/g, '.');
  return field.type === 'money' ? `${text} đ` : text;
}

function showString(field: Field | Column, value: string): string {
  if (field.type === 'select') return label(field, value);
  if (field.type === 'date' || field.type === 'date_or_year') return showDate(value);
  if (field.type === 'phone') return showPhone(value);
  if (field.type !== 'datetime') return value;
  const [day = '', time = ''] = value.split('T');
  return `${time} ${showDate(day)}`;
}

function showMany(field: Field | Column, values: unknown[]): string {
  if (field.type === 'table') return t('rows.shown', { count: values.length });
  return values.map((value) => label(field, String(value))).join(', ');
}

function showObject(value: Record<string, unknown>): string {
  if (typeof value.text === 'string') return value.text;
  if (typeof value.via === 'string') return t('via.shown', { via: value.via });
  if ('bank' in value) {
    const account = value as unknown as BankAccount;
    return [account.bank, account.number, account.holder].filter(Boolean).join(' · ');
  }
  const commune = typeof value.commune === 'string' ? communeOf(value.commune) : undefined;
  const place = commune
    ? `${t(`kind.${commune.kind}`, { name: commune.name })}, ${commune.province_name}`
    : '';
  return [value.detail, place].filter((part) => typeof part === 'string' && part).join(', ');
}

function label(field: Field | Column, value: string): string {
  return field.options?.find(([key]) => key === value)?.[1] ?? value;
}
