/**
 * One person's particulars, wherever a form asks for them: what a card says, or what was typed for them
 * before. Somebody who files, whose dossier it is and whom it concerns are three people; a section says
 * which of them it asks about, and nothing is ever filled in for another.
 */
import type { Answer, Answers, FreePlaceAnswer, PhoneVia, PlaceAnswer } from './answers';
import type { Card } from './card';
import type { Field, ProcedureDetail, Section } from './procedure';
import { askedSections } from './questions';

export interface Particulars {
  full_name?: string;
  /** A day or a year alone. */
  birth_date?: string;
  sex?: 'nam' | 'nu';
  id_number?: string;
  issued_on?: string;
  address?: PlaceAnswer | FreePlaceAnswer;
  phone?: string | PhoneVia;
  ethnic?: string;
  nationality?: string;
}

export type Particular = keyof Particulars;

/** A field of the form, and what of a person it asks for. */
export interface Asked {
  field: Field;
  what: Particular;
}

const BY_TYPE: Partial<Record<Field['type'], Particular>> = { ethnic: 'ethnic', nationality: 'nationality' };
const FROM = /^(?:card|profile)\.(full_name|birth_date|sex|id_number|issued_on|address|phone)$/;

const whatOf = (field: Field): Particular | undefined =>
  (FROM.exec(field.prefill ?? '')?.[1] as Particular | undefined) ?? BY_TYPE[field.type];

/** A card may be scanned, or a known person chosen, where at least the name or the number is asked for. */
export const asksForPerson = (section: Section): boolean =>
  section.fields.some(({ prefill = '' }) => /^card\.(?:full_name|id_number)$/.test(prefill));

/**
 * All fields about the person of this section: also those of other sections about the same one. Of people
 * called "other" there may be several (bride and groom), so that their section stands alone; so does any
 * whose name is asked for twice.
 */
export function askedOf(detail: ProcedureDetail, answers: Answers, section: Pick<Section, 'key' | 'about'>): Asked[] {
  const all = askedSections(detail, answers);
  const same = all.filter(({ about }) => about === section.about);
  const names = same.flatMap(({ fields }) => fields).filter(({ prefill }) => prefill === 'card.full_name').length;
  const alone = section.about === 'other' || section.about === undefined || names > 1;
  const own = alone ? all.filter(({ key }) => key === section.key) : same;
  return own.flatMap(({ fields }) => fields.flatMap((field) => ({ field, what: whatOf(field) as Particular })).filter(({ what }) => what));
}

/** What is known of the person by the answers so far. */
export function particularsIn(asked: readonly Asked[], answers: Answers): Particulars {
  const found: Record<string, Answer> = {};
  for (const { field, what } of asked) {
    const answer = answers[field.key];
    if (answer === undefined || answer === null || answer === '' || found[what] !== undefined) continue;
    found[what] = what === 'sex' ? (sexOf(field, answer) ?? answer) : answer;
  }
  return found;
}

const sexOf = (field: Field, answer: Answer): string | undefined => {
  const label = field.options?.find(([value]) => value === answer)?.[1].toLowerCase();
  return label === 'nam' ? 'nam' : label === 'nữ' ? 'nu' : undefined;
};

/** The answer that a field takes; undefined where this is nothing for it (a year alone for a date). */
export function answerFor({ field, what }: Asked, known: Particulars): Answer | undefined {
  const value = known[what];
  if (value === undefined) return undefined;
  if (what === 'sex') return field.options?.find(([, label]) => label.toLowerCase() === (value === 'nam' ? 'nam' : 'nữ'))?.[0];
  if (field.type === 'date') return /^\d{4}-\d{2}-\d{2}$/.test(value as string) ? value : undefined;
  if (field.type === 'address2' && typeof value === 'object' && 'commune' in value) return { province: value.province, commune: value.commune };
  return value;
}

export interface Difference extends Asked {
  now: Answer;
  other: Answer;
}

/** Empty fields are filled; where something else stands already, the person is asked. */
export function filling(asked: readonly Asked[], known: Particulars, answers: Answers): { filled: Answers; differences: Difference[] } {
  const filled: Answers = {};
  const differences: Difference[] = [];
  for (const each of asked) {
    const other = answerFor(each, known);
    if (other === undefined) continue;
    const now = answers[each.field.key];
    if (now === undefined || now === null || now === '' || same(now, other)) filled[each.field.key] = other;
    else differences.push({ ...each, now, other });
  }
  return { filled, differences };
}

/** Names in capitals, and objects by what is in them. */
export const same = (one: Answer | undefined, other: Answer | undefined): boolean => plain(one) === plain(other);

const plain = (answer: Answer | undefined): string =>
  (typeof answer === 'object' && answer !== null ? JSON.stringify(Object.entries(answer).sort()) : String(answer ?? '')).normalize('NFC').toLowerCase();

/** What a card says; its address only where it is one commune of today for certain. */
export function particularsOf(card: Card, place: PlaceAnswer | null): Particulars {
  return {
    ...(card.full_name ? { full_name: card.full_name } : {}),
    ...(card.birth_date ? { birth_date: card.birth_date } : {}),
    ...(card.sex ? { sex: card.sex } : {}),
    id_number: card.id_number,
    ...(card.issued_on ? { issued_on: card.issued_on } : {}),
    ...(place ? { address: place } : {}),
  };
}

/** Worth remembering: somebody with a name whom a number or a birthday tells from others. */
export const isSomebody = ({ full_name, id_number, birth_date }: Particulars): boolean => !!full_name && !!(id_number ?? birth_date);

/** The same person twice: by the number where both have one, else by name and birth. */
export function isSame(one: Particulars, other: Particulars): boolean {
  if (one.id_number && other.id_number) return one.id_number === other.id_number;
  return same(one.full_name, other.full_name) && (one.birth_date ?? '').slice(0, 4) === (other.birth_date ?? '').slice(0, 4);
}

