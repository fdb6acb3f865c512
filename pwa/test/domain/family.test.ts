/** What a set of dossiers shares, when all of it can be fetched, and who is the same person. */
import { describe, expect, it } from 'vitest';
import type { DossierRecord } from '../../src/domain/dossier';
import type { Draft } from '../../src/domain/draft';
import { carried, carriedPages, dayToFetch, type Family, type Member, membersOf, nameIn, personIn, readFamilies, samePerson, sharesPages, ticked } from '../../src/domain/family';
import type { ProcedureDetail } from '../../src/domain/procedure';
import file from '../search/families.json';
import { aDraft } from '../support/dossiers';

const PLAN = { id: 'set', key: 'birth', chosen: ['1.001193', '1.004222'], reuse: true };
const MEMBER: Member = {
  code: '2', from: '1', reuse: { ho_ten: 'tre_ho_ten', ngay_sinh: 'tre_ngay_sinh', la: 'khong_co' }, values: { duoi_18: true }, papers: { giay_b: 'giay_a' },
};
const DETAIL = {
  code: '2',
  version: 1,
  papers: [],
  sections: [
    { key: 'ai', title: 'Ai?', about: 'subject', fields: [{ key: 'ho_ten', label: '', type: 'person_name' }, { key: 'ngay_sinh', label: '', type: 'date' }] },
    { key: 'o', title: 'Ở đâu?', fields: [{ key: 'duoi_18', label: '', type: 'bool' }, { key: 'noi_o', label: '', type: 'text' }] },
  ],
} as unknown as ProcedureDetail;
const SOURCE = aDraft('one', { procedure: '1', answers: { tre_ho_ten: 'Lò Văn Con', tre_ngay_sinh: '2026-11-18' } });
const second = (changes: Partial<Draft> = {}): Draft => aDraft('two', { procedure: '2', family: PLAN, ...changes });

describe('what the second begins with', () => {
  it('is what the first says, marked as known; sections of which all is known are not asked', () => {
    const draft = carried(second(), DETAIL, MEMBER, SOURCE);
    expect(draft.answers).toEqual({ ho_ten: 'Lò Văn Con', ngay_sinh: '2026-11-18', duoi_18: true });
    expect(draft.filled?.ho_ten).toEqual({ by: 'known', value: 'Lò Văn Con' });
    expect(draft.skip).toEqual(['phan-ai']);
  });

  /** Seen failing without the look at the consent. */
  it('is nothing of the person without consent', () => {
    const draft = carried(second({ family: { ...PLAN, reuse: false } }), DETAIL, MEMBER, SOURCE);
    expect(draft.answers).toEqual({ duoi_18: true });
    expect(carriedPages(second({ family: { ...PLAN, reuse: false } }), MEMBER, { ...SOURCE, pages: [page('a', 'giay_a')] })).toEqual([]);
  });

  /** Seen failing with everything taken over each time. */
  it('never replaces what the person wrote there, and follows what the first says now', () => {
    const once = carried(second(), DETAIL, MEMBER, SOURCE);
    const corrected = { ...once, answers: { ...once.answers, ngay_sinh: '2026-11-19' } };
    const again = carried(corrected, DETAIL, MEMBER, { ...SOURCE, answers: { tre_ho_ten: 'Lò Văn Cón', tre_ngay_sinh: '2026-11-18' } });
    expect(again.answers).toMatchObject({ ho_ten: 'Lò Văn Cón', ngay_sinh: '2026-11-19' });
  });

  it('leaves out what nobody knows and fields that the procedure no longer has', () => {
    const draft = carried(second(), { ...DETAIL, sections: DETAIL.sections.slice(1) }, MEMBER, { ...SOURCE, answers: { tre_ho_ten: null } });
    expect(draft.answers).toEqual({ duoi_18: true });
  });

  it('is the page of the paper that both ask for, unless one lies there', () => {
    const source = { ...SOURCE, pages: [page('a', 'giay_a'), page('x', 'giay_x')] };
    expect(carriedPages(second(), MEMBER, source)).toEqual([{ page: source.pages[0], paper: 'giay_b' }]);
    expect(carriedPages(second({ pages: [page('own', 'giay_b')] }), MEMBER, source)).toEqual([]);
  });
});

const page = (id: string, paper: string) => ({ id, paper, sha256: id.padEnd(64, '0'), bytes: 1, media_type: 'image/webp' });

describe('of members of which only one can be', () => {
  const family = file.families.find(({ key }) => key === 'marriage') as Family;
  it('the last ticked stays, beside those without a choice', () => {
    expect(ticked(family, [0, 1], 2)).toEqual([0, 2]);
    expect(ticked(family, [0, 2], 2)).toEqual([0]);
    expect(ticked(family, [2], 0)).toEqual([0, 2]);
  });
});

describe('the day to fetch', () => {
  const told = (state: string, binding_due: string | null, provisional_due: string | null = null) =>
    ({ summary: { state, binding_due, provisional_due }, detail: null, receipt: null }) as unknown as DossierRecord;
  const EARLY = '2026-11-25T10:00:00Z';
  const LATE = '2026-12-01T10:00:00Z';

  it('is the latest, certain once each binds', () => {
    expect(dayToFetch([told('2', EARLY), told('4', LATE)])).toEqual({ day: LATE, certain: true, ready: false });
    expect(dayToFetch([told('2', EARLY), told('1', null, LATE)])).toEqual({ day: LATE, certain: false, ready: false });
    expect(dayToFetch([told('2', EARLY), told('5', null)])).toEqual({ day: EARLY, certain: false, ready: false });
  });

  it('waits for nothing that has ended', () => {
    expect(dayToFetch([told('2', EARLY), told('3', null), told('9', LATE)])).toEqual({ day: EARLY, certain: true, ready: false });
    expect(dayToFetch([told('9', LATE), told('3', null)])).toEqual({ day: null, certain: false, ready: true });
    expect(dayToFetch([])).toEqual({ day: null, certain: false, ready: false });
  });
});

describe('the same person', () => {
  const of = (ho_ten: string, ngay_sinh?: string) => personIn(ngay_sinh ? { ho_ten, ngay_sinh } : { ho_ten }, 'Lò Thị Mẹ', DETAIL);
  it('is who the form is about, however the name is written', () => {
    expect(samePerson(of('Lò Văn Con', '2026-11-18'), of('lo van  CON'))).toBe(true);
    expect(samePerson(of('Lò Văn Con', '2026-11-18'), of('Lò Văn Con', '2026-11-19'))).toBe(false);
  });
  /** Seen failing with the owner compared: twins of one mother are two matters. */
  it('is not who sends it', () => {
    expect(samePerson(of('Lò Văn Con'), of('Lò Thị Con'))).toBe(false);
    expect(samePerson(personIn({}, 'Lò Thị Mẹ', null), personIn({}, 'lo thi me', null))).toBe(true);
  });
});

it('a portal’s page is no list of families', () => {
  expect([readFamilies(null), readFamilies('<html>'), readFamilies({ families: 1 })]).toEqual([null, null, null]);
  expect(readFamilies({ families: [] })).toEqual({ families: [], events: {} });
});

/** Seen failing with the promise of pages for every set: none of today's families shares one. */
it('finds the members that were chosen wherever they stand by now', () => {
  // Kept as places they would open another procedure after the next release.
  const members: Member[] = [{ code: '1.1', title: 'a' }, { code: '1.1', title: 'b' }, { code: '1.2' }];
  const chosen = members.slice(1).map(nameIn);
  const later: Member[] = [{ code: '1.0' }, { code: '1.2' }, { code: '1.1', title: 'c' }, { code: '1.1', title: 'b' }];
  const family = (all: Member[]): Family => ({ key: 'x', name: 'x', members: all });
  expect(membersOf(family(later), chosen)).toEqual([{ code: '1.1', title: 'b' }, { code: '1.2' }]);
  expect(membersOf(family([{ code: '1.1', title: 'new' }]), chosen)).toEqual([{ code: '1.1', title: 'new' }]);
});

it('promises pages again only where one that is chosen takes them from another', () => {
  const family: Family = { key: 'k', name: '', members: [{ code: '1' }, MEMBER, { code: '3', from: '1', reuse: {} }] };
  expect(sharesPages(family, [0, 1])).toBe(true);
  expect(sharesPages(family, [0, 2])).toBe(false);
  expect(sharesPages(family, [1, 2])).toBe(false);
  // Of several sources one that is chosen is enough.
  const either: Family = { ...family, members: [{ code: '0' }, { code: '1' }, { ...MEMBER, from: ['0', '1'] }] };
  expect([sharesPages(either, [0, 2]), sharesPages(either, [1, 2]), sharesPages(either, [2])]).toEqual([true, true, false]);
});
