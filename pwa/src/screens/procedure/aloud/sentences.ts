/**
 * The core sentences of a procedure: what its screen says, in the order in which a helper tells it,
 * always in Vietnamese. The server makes the same list (backend/catalogue/sentences.py), which the
 * commune records; both pass backend/catalogue/vectors/sentences.json.
 */
import vi from '../../../words/vi/aloud.json';
import { type LocalRates, quote } from '../../../domain/fees';
import type { ProcedureDetail } from '../../../domain/procedure';

export type Part = 'get' | 'who' | 'bring' | 'long' | 'money' | 'next';

export interface Sentence {
  part: Part;
  text: string;
}

export function sentences(detail: ProcedureDetail, rates: LocalRates = {}): Sentence[] {
  const parts: [Part, string[]][] = [
    ['get', get(detail)],
    ['who', who(detail)],
    ['bring', bring(detail)],
    ['long', long(detail)],
    ['money', money(detail, rates)],
    ['next', [vi['say.next'], ...steps(detail).flat(), ...split(detail.result?.text)]],
  ];
  return parts.flatMap(([part, texts]) => texts.map((text) => ({ part, text })));
}

/** What happens next: one to three sentences a step. */
export function steps(detail: ProcedureDetail): string[][] {
  const send = [vi['say.send'], vi['say.later']];
  if (detail.mode === 'assistance') return [[vi['say.tell']], send, [vi['say.call']], [vi['say.desk']]];
  const ways = detail.result?.ways ?? [];
  const fetch = [ways.includes('post') && 'post', ways.includes('electronic') && 'phone'].filter(Boolean).join('_');
  const there = (detail.presence?.required ?? 'none') !== 'none';
  const end = vi[there ? 'say.sign' : (`say.fetch_${fetch || 'desk'}` as 'say.fetch_desk')];
  return [[vi['say.answer']], send, [vi['say.hours']], [end]];
}

/** Each with its full stop. */
export function split(text: string | undefined): string[] {
  const lines = (text ?? '').replace(/([.!?])\s+/g, '$1\n').split('\n').map((line) => line.trim());
  return lines.filter(Boolean).map((line) => (/[.!?]$/.test(line) ? line : `${line}.`));
}

const or = (texts: string[], other: string): string[] => (texts.length > 0 ? texts : [other]);

const get = ({ short_name, summary, outcome, result, note }: ProcedureDetail): string[] => [
  ...split(short_name),
  ...split(summary),
  vi['say.get'],
  ...split(outcome || result?.name || vi['say.ask']),
  ...split(note),
];

function who({ who_may_file: whose, presence }: ProcedureDetail): string[] {
  const usual = whose?.representative === undefined ? vi['say.ask'] : vi[whose.representative ? 'say.others' : 'say.self'];
  const going = presence ? or(split(presence.text), vi[`say.presence_${presence.required}`]) : [];
  return [vi['say.who'], ...or(split(whose?.text), usual), ...going];
}

function bring({ papers, uncertain }: ProcedureDetail): string[] {
  const each = papers.flatMap(({ name, note, when, required, kind }) => [
    ...split(name),
    ...split(note),
    ...(when ? [vi['say.sometimes']] : !required && kind === 'nop' ? [vi['say.optional']] : []),
  ]);
  const asked = uncertain?.includes('papers') ? [vi['say.ask']] : [];
  return [vi['say.bring'], ...or(each, vi['say.no_papers']), ...asked];
}

function long({ days }: ProcedureDetail): string[] {
  const value = days?.value ?? null;
  if (value === null || days?.confidence === 'low') return [vi['say.long'], vi['say.ask']];
  const usual = value === 0 ? vi['say.same_day'] : vi['say.days'].replace('{n}', String(value));
  return [vi['say.long'], ...or(split(days?.text), usual)];
}

function money({ fee }: ProcedureDetail, local: LocalRates): string[] {
  const rules = fee?.rules ?? [];
  const unsure = fee?.confidence === 'low';
  const here = quote(rules, {}, { online: true, local, unsure }).amount;
  if (here === 0 && quote(rules, {}, { local, unsure }).amount !== 0) return [vi['say.money'], vi['say.free_online']];
  if (here !== null && quote(rules, {}, { online: true, unsure }).amount === null) {
    const amount = String(here).replace(/\B(?=(\d{3})+$)/g, '.');
    return [vi['say.money'], vi['say.amount'].replace('{n}', amount)];
  }
  return [vi['say.money'], ...or(unsure ? [] : split(fee?.text), vi['say.ask'])];
}
