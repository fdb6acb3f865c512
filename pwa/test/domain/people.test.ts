import { describe, expect, it } from 'vitest';
import type { Answers } from '../../src/domain/answers';
import { answerFor, type Asked, askedOf, asksForPerson, filling, isSame, particularsIn, particularsOf } from '../../src/domain/people';
import type { Field, ProcedureDetail, Section } from '../../src/domain/procedure';

const field = (key: string, type: Field['type'], prefill?: string): Field => ({
  key,
  label: key,
  type,
  ...(prefill ? { prefill } : {}),
  ...(type === 'select' ? { options: [['m', 'Nam'], ['f', 'Nữ']] } : {}),
});
const section = (key: string, about: Section['about'], ...fields: Field[]): Section => ({ key, title: key, about, fields });
const DETAIL = {
  code: '1',
  sections: [
    section('who', 'owner', field('name', 'person_name', 'card.full_name'), field('born', 'date_or_year', 'card.birth_date'), field('sex', 'select', 'card.sex'), field('folk', 'ethnic')),
    section('home', 'owner', field('home', 'address', 'card.address'), field('phone', 'phone', 'profile.phone')),
    section('groom', 'other', field('g_name', 'person_name', 'card.full_name'), field('g_born', 'date', 'card.birth_date')),
    section('bride', 'other', field('b_name', 'person_name', 'card.full_name'), field('b_home', 'address2', 'card.address')),
    section('filer', 'submitter', field('f_name', 'person_name', 'card.full_name'), field('f_id', 'cccd', 'card.id_number')),
    section('wish', 'other', field('wish', 'text')),
  ],
} as unknown as ProcedureDetail;
const of = (key: string): Asked[] => askedOf(DETAIL, {}, DETAIL.sections.find((each) => each.key === key) as Section);
const keys = (asked: readonly Asked[]): string[] => asked.map(({ field: { key } }) => key);
const HOA = {
  full_name: 'Lò Thị Hoa',
  birth_date: '2001-03-15',
  sex: 'nu' as const,
  id_number: '038301000123',
  address: { province: '38', commune: '15634', detail: 'Bản Chiềng' },
};

describe('what a form asks about one person', () => {
  it('is in all sections about the same one, and never in those about another', () => {
    // Seen failing with all sections that have a source.
    expect(keys(of('who'))).toEqual(['name', 'born', 'sex', 'folk', 'home', 'phone']);
    expect(keys(of('filer'))).toEqual(['f_name', 'f_id']);
  });

  it('stands alone where others are asked about: bride and groom are two', () => {
    expect(keys(of('groom'))).toEqual(['g_name', 'g_born']);
    expect(keys(of('bride'))).toEqual(['b_name', 'b_home']);
  });

  it('offers a card where a name or a number is on it', () => {
    expect(DETAIL.sections.map(asksForPerson)).toEqual([true, false, true, true, true, false]);
  });
});

describe('filling in a person', () => {
  it('takes what each field can hold', () => {
    const year = { ...HOA, birth_date: '1949' };
    expect(filling(of('who'), HOA, {}).filled).toEqual({ name: HOA.full_name, born: HOA.birth_date, sex: 'f', home: HOA.address });
    expect(filling(of('groom'), year, {}).filled).toEqual({ g_name: HOA.full_name });
    expect(filling(of('bride'), HOA, {}).filled.b_home).toEqual({ province: '38', commune: '15634' });
    expect(answerFor({ field: field('x', 'select'), what: 'sex' }, {})).toBeUndefined();
  });

  it('never overwrites another answer, and says both', () => {
    // Seen failing with the card winning over what was typed.
    const answers: Answers = { name: 'Vàng Thị Ví Dụ', born: null, home: { text: 'nhà cũ' } };
    const { filled, differences } = filling(of('who'), HOA, answers);
    expect(filled).toEqual({ born: HOA.birth_date, sex: 'f' });
    expect(differences.map(({ field: { key }, now, other }) => [key, now, other])).toEqual([
      ['name', 'Vàng Thị Ví Dụ', HOA.full_name],
      ['home', { text: 'nhà cũ' }, HOA.address],
    ]);
  });

  it('sees no difference in capitals or in the order of an address', () => {
    const answers: Answers = { name: 'LÒ THỊ HOA', home: { detail: 'Bản Chiềng', commune: '15634', province: '38' } };
    expect(filling(of('who'), HOA, answers).differences).toEqual([]);
  });

  it('knows again what was typed', () => {
    const answers: Answers = { name: 'Lò Thị Hoa', sex: 'f', folk: 'Thái', phone: { via: 'trưởng bản' }, born: null };
    expect(particularsIn(of('who'), answers)).toEqual({ full_name: 'Lò Thị Hoa', sex: 'nu', ethnic: 'Thái', phone: { via: 'trưởng bản' } });
  });
});

describe('one person or two', () => {
  it('tells by the number, else by name and year', () => {
    expect(isSame(HOA, { full_name: 'khác', id_number: HOA.id_number })).toBe(true);
    expect(isSame(HOA, { full_name: HOA.full_name, id_number: '038301000999' })).toBe(false);
    expect(isSame({ full_name: 'Lò Thị Hoa', birth_date: '2001' }, HOA)).toBe(true);
    expect(isSame({ full_name: 'Lò Thị Hoa', birth_date: '1949' }, HOA)).toBe(false);
  });

  it('takes of a card nothing that it does not say', () => {
    const card = { id_number: '038301000123', old_number: null, full_name: '', birth_date: null, sex: null, address: 'x', issued_on: null, rest: [], doubts: [] };
    expect(particularsOf(card, null)).toEqual({ id_number: '038301000123' });
  });
});
