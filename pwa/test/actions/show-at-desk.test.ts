// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { beforeEach, expect, it, vi } from 'vitest';
import { showAtDesk } from '../../src/actions/away/showAtDesk';
import type { ProcedureDetail } from '../../src/domain/procedure';
import { openDraft, putOpenDraft } from '../../src/state/open-draft';
import { account } from '../../src/state/shelf';
import { dropDatabase } from '../../src/storage/database';
import { getDraft, putDraft } from '../../src/storage/drafts';
import { ALICE, aDraft } from '../support/dossiers';
import { json, noLink, problem, scripted } from '../support/network';

const DETAIL: ProcedureDetail = {
  code: '2.000635',
  version: 1,
  name: 'Cấp bản sao',
  short_name: 'Bản sao',
  field: 'Hộ tịch',
  mode: 'form',
  papers: [],
  sections: [],
};

const PERSON = {
  id: ALICE,
  full_name: 'Lò Thị Mẫu',
  phone_masked: null,
  role: 'citizen',
  send_token: null,
  device_id: 'device',
  agency: null,
  current: true,
  cursor: 0,
};

beforeEach(async () => {
  await dropDatabase();
  const draft = aDraft('a', { relation: 'self' });
  await putDraft(draft);
  putOpenDraft(draft);
  account.value = PERSON;
});

it('keeps the draft at the commune without handing it in; "Gửi" is then newer', async () => {
  const { fetch, asked } = scripted(() => json(201, {}));
  vi.stubGlobal('fetch', fetch);
  expect(await showAtDesk(DETAIL, openDraft.value!)).toEqual({ kind: 'kept' });
  expect(asked[0]).toMatchObject({ method: 'PUT', path: '/api/dossiers/a' });
  expect(JSON.parse(asked[0]?.body as string)).toMatchObject({ submit: false, revision: 1, manifest: [] });
  expect((await getDraft('a'))?.revision).toBe(2);
});

it('goes above the revision that lies there already', async () => {
  const { fetch, asked } = scripted((request) =>
    (request.body as string).includes('"revision":1') ? problem(409, 'superseded', { revision: 4 }) : json(200, {}),
  );
  vi.stubGlobal('fetch', fetch);
  expect(await showAtDesk(DETAIL, openDraft.value!)).toEqual({ kind: 'kept' });
  expect(JSON.parse(asked[1]?.body as string)).toMatchObject({ revision: 5 });
  expect((await getDraft('a'))?.revision).toBe(6);
});

it('says what to do instead', async () => {
  vi.stubGlobal('fetch', scripted(noLink).fetch);
  expect(await showAtDesk(DETAIL, openDraft.value!)).toEqual({ kind: 'no_link' });
  vi.stubGlobal('fetch', scripted(() => problem(401, 'sign_in_needed')).fetch);
  expect(await showAtDesk(DETAIL, openDraft.value!)).toEqual({ kind: 'sign_in' });
  vi.stubGlobal('fetch', scripted(() => problem(409, 'already_accepted')).fetch);
  expect(await showAtDesk(DETAIL, openDraft.value!)).toEqual({
    kind: 'refused',
    said: 'Sentence of already_accepted.',
  });
  account.value = null;
  expect(await showAtDesk(DETAIL, openDraft.value!)).toEqual({ kind: 'sign_in' });
});
