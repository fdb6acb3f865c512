// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { beforeEach, expect, it, vi } from 'vitest';
import { editDraft, setAnswer } from '../../src/actions/editDraft';
import { submitDossier } from '../../src/actions/submitDossier';
import { openDraft, putOpenDraft } from '../../src/state/open-draft';
import { dropDatabase } from '../../src/storage/database';
import { getDraft, putDraft } from '../../src/storage/drafts';
import { allEntries } from '../../src/storage/outbox';
import { aDraft } from '../support/dossiers';

beforeEach(async () => {
  await dropDatabase();
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no link')));
  const draft = aDraft('a', { kind: 'assistance', account: null, owner: { full_name: 'Lò Thị Mẫu' } });
  await putDraft(draft);
  putOpenDraft(draft);
});

it('keeps every change at once, on the screen and on the phone', async () => {
  const saving = setAnswer('need', 'Mất giấy');
  expect(openDraft.value?.answers.need).toBe('Mất giấy');
  await saving;
  expect((await getDraft('a'))?.answers.need).toBe('Mất giấy');
  await setAnswer('need', undefined);
  expect((await getDraft('a'))?.answers).toEqual({});
});

it('freezes its bytes at "gửi"; a later change is the next revision', async () => {
  await setAnswer('need', 'Mất giấy');
  const entry = await submitDossier(null, openDraft.value!);
  const again = await submitDossier(null, openDraft.value!);
  expect(again?.body).toBe(entry?.body);
  expect(await allEntries()).toHaveLength(1);
  putOpenDraft((await getDraft('a')) ?? null);
  await editDraft((draft) => ({ ...draft, answers: { need: 'Khác' } }));
  expect(await getDraft('a')).toMatchObject({ revision: 2, frozen: 1 });
  expect((await allEntries())[0]?.body).toContain('Mất giấy');
  await submitDossier(null, openDraft.value!);
  expect((await allEntries()).map(({ revision }) => revision)).toEqual([2]);
});
