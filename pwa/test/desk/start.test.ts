import { describe, expect, it } from 'vitest';
import type { HomeDraft } from '../../src/desk/api/types';
import { dossierSent, emptyStart, fromHome, ownerFaults, type Started } from '../../src/desk/start/draft';
import type { ProcedureDetail } from '../../src/domain/procedure';

const detail = { code: '1.001193', version: 1, sections: [], papers: [], fee: null } as unknown as ProcedureDetail;
const opposite = { full_name: 'Lò Thị Mẫu', phone: '0912 000 101', id_number: '038192000101', birth_year: '1992' };
const started = (change: Partial<Started>): Started => ({ ...emptyStart('s1'), person: opposite, consent: true, ...change });
const people = (change: Partial<Started>) => dossierSent(detail, started(change), [], 'H56.126', 0);
const home = (change: Partial<HomeDraft>): HomeDraft => ({
  procedure: '1.001193',
  version: 1,
  people: { owner: { full_name: 'Lò Thị Con', birth: '2026-11-01' } },
  submitter: { full_name: 'Lò Thị Mẫu', phone: '+84912000101' },
  relation: 'family',
  answers: {},
  result: null,
  ...change,
});

describe('a dossier started at the desk', () => {
  it('is of the person opposite, unless they say otherwise', () => {
    const { people: sent, relation } = people({});
    expect(relation).toBe('self');
    expect(sent.owner).toEqual({ full_name: 'Lò Thị Mẫu', same_as_submitter: true, phone: '+84912000101', id_number: '038192000101', birth: '1992' });
  });

  it('of a child carries nothing of the mother opposite', () => {
    const { people: sent, relation } = people({ relation: 'family', owner: { full_name: ' Lò Thị Con ', id_number: '', birth_year: '2026' } });
    expect(relation).toBe('family');
    expect(sent.owner).toEqual({ full_name: 'Lò Thị Con', birth: '2026' });
  });

  it('asks for the name of the other person', () => {
    expect(ownerFaults(emptyStart('s1'), 2026)).toEqual({ full_name: 'fault.name' });
  });
});

describe('a code from a phone', () => {
  it('brings who prepared it and for whom', () => {
    const made = fromHome('s1', home({}));
    expect([made.relation, made.person.full_name, made.person.phone]).toEqual(['family', 'Lò Thị Mẫu', '0912 000 101']);
    expect(made.owner).toEqual({ full_name: 'Lò Thị Con', id_number: '', birth_year: '2026' });
    expect(made.consent).toBe(false);
  });

  it('for oneself fills the person opposite alone', () => {
    const made = fromHome('s1', home({ relation: 'self', people: { owner: { full_name: 'Lò Thị Mẫu' } } }));
    expect([made.person.full_name, made.person.phone, made.owner.full_name]).toEqual(['Lò Thị Mẫu', '0912 000 101', '']);
  });
});
