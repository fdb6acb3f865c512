// @vitest-environment happy-dom
/** What was begun at the desk goes on where it stopped: the server keeps the first bytes of each revision for ever. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as api from '../../src/desk/api/dossiers';
import { dossierSent, emptyStart, personSent, type Started } from '../../src/desk/start/draft';
import { forgetSent, Sending } from '../../src/desk/start/sending';
import type { ProcedureDetail } from '../../src/domain/procedure';

const detail = { code: '1.001193', version: 1, sections: [], papers: [], fee: null } as unknown as ProcedureDetail;
const opposite = { full_name: 'Lò Thị Mẫu', phone: '0912 000 101', id_number: '', birth_year: '' };
const child = { full_name: 'Lò Thị Con', id_number: '', birth_year: '' };

/** Each as it left: the person and the dossier. */
let left: { person: unknown; dossier: Record<string, unknown> }[];

beforeEach(() => {
  left = [];
  vi.spyOn(api, 'putStarted').mockImplementation((_id, person, dossier) => {
    left.push({ person, dossier: dossier as Record<string, unknown> });
    return Promise.resolve({ kind: 'no_link' });
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
});

function send(by: Sending, change: Partial<Started>, now: number) {
  const started = { ...emptyStart('s1'), person: opposite, relation: 'family' as const, owner: child, consent: true, ...change };
  return by.send(personSent(started), dossierSent(detail, started, [], 'H56.126', now), []);
}

/** Seen failing with the bytes kept by the open page alone: the server took them for a conflict, whatever the officer pressed. */
it('sends the same bytes again after the page was loaded anew', async () => {
  await send(new Sending('s1'), {}, 0);
  await send(new Sending('s1'), {}, 60_000);
  expect(left[1]).toEqual(left[0]);
  await send(new Sending('s2'), {}, 60_000);
  expect(left[2]?.dossier).toMatchObject({ revision: 1, made_at: new Date(60_000).toISOString() });
});

/** Seen failing with the dossier alone compared: another number of the person opposite was a conflict. */
it('is the next revision when anything changed, who sits opposite included', async () => {
  const sending = new Sending('s1');
  await send(sending, {}, 0);
  await send(sending, { person: { ...opposite, phone: '0912 000 102' } }, 0);
  await send(new Sending('s1'), { owner: { ...child, birth_year: '2026' } }, 0);
  expect(left.map(({ dossier }) => dossier.revision)).toEqual([1, 2, 3]);
});

/** Seen failing: the server's sentence for phones was shown, which tells the officer to wait for the commune. */
it('says that an earlier form arrived whole, so that the officer goes to it instead of making two', async () => {
  const problem = { code: 'already_accepted', title: 'Hãy chờ xã báo.', detail: '', errors: null, members: {} };
  vi.spyOn(api, 'putStarted').mockResolvedValue({ kind: 'problem', status: 409, problem, headers: new Headers() });
  const outcome = await send(new Sending('s1'), { person: { ...opposite, full_name: 'Lò Thị Mẩy' } }, 0);
  expect(outcome).toEqual({ done: false, stands: true, detail: '', errors: {} });
});

it('leaves nothing in the browser once it is done with', async () => {
  await send(new Sending('s1'), {}, 0);
  expect(localStorage).toHaveLength(1);
  forgetSent('s1');
  expect(localStorage).toHaveLength(0);
});
