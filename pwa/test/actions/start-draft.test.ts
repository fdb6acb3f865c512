// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { startDraft } from '../../src/actions/startDraft';
import { eligibilityAnswers } from '../../src/state/procedure-page';
import { dropDatabase } from '../../src/storage/database';
import { getDraft } from '../../src/storage/drafts';

const DETAIL = { code: '1.014027', version: 1, short_name: 'Trợ cấp hưu trí xã hội', mode: 'form' as const };

beforeEach(dropDatabase);

it('does not ask again what was answered on the page of the procedure', async () => {
  eligibilityAnswers.value = { code: '1.014027', answers: { dang_huong: false } };
  const first = await startDraft(DETAIL, 'H56.126');
  expect((await getDraft(first))?.eligibility).toEqual({ dang_huong: false });
  const second = await startDraft(DETAIL, 'H56.126');
  expect((await getDraft(second))?.eligibility).toEqual({});
});

it('takes nothing from the page of another procedure', async () => {
  eligibilityAnswers.value = { code: '1.000894', answers: { nam_du_tuoi: true } };
  const id = await startDraft(DETAIL, 'H56.126');
  expect((await getDraft(id))?.eligibility).toEqual({});
});
