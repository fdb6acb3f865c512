// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { render } from 'preact';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { DossierRecord } from '../../src/domain/dossier';
import type { Draft } from '../../src/domain/draft';
import { Kin } from '../../src/screens/family/Kin';
import { Twice } from '../../src/screens/family/Twice';
import { openShelf, records, shelfReady } from '../../src/state/shelf';
import { dropDatabase } from '../../src/storage/database';
import { changeDossier } from '../../src/storage/dossiers';
import { aDraft, ALICE, signedIn } from '../support/dossiers';

let root: HTMLElement;

beforeEach(async () => {
  await dropDatabase();
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no link')));
  await signedIn();
  await openShelf();
  root = document.body.appendChild(document.createElement('div'));
});
afterEach(() => {
  render(null, root);
  root.remove();
});

const MOTHER = { full_name: 'Lò Thị Mẹ' };

async function known(id: string, state: string, owner_name: string, more: object = {}): Promise<void> {
  const summary = {
    id, slip: 'ABC-DEF-G', code: null, procedure: '2.000635', procedure_name: 'Bản sao', state, owner_name,
    received_at: null, answer_due: null, binding_due: null, next: null, updated_at: '',
  };
  const record = { id, account: ALICE, title: 'Bản sao', owner_name, receipt: null, summary, detail: null, etag: null, sent: null, stale: false, updated_at: 1, ...more };
  await changeDossier(id, () => record as unknown as DossierRecord);
  await vi.waitFor(() => expect(shelfReady.value && records.value.some((each) => each.id === id)).toBe(true));
}

const show = (draft: Draft): string => {
  render(<Twice draft={draft} />, root);
  return root.textContent ?? '';
};

it('warns of what is open for the same person, with the way there, before it is sent', async () => {
  await known('d1', '2', 'Lò Thị Mẹ');
  expect(show(aDraft('new', { owner: { full_name: 'lo thi  me' } }))).toContain('Đã có hồ sơ Bản sao giấy hộ tịch đang mở cho người này');
  expect(root.querySelector('a')?.getAttribute('href')).toBe('/ho-so/d1');
});

/** Seen failing without the look at the person, at the state, and at the draft's own id. */
it.each([
  ['another person', 'd3', '2', 'Lò Văn Cha', 'new'],
  ['what was refused', 'd4', '3', 'Lò Thị Mẹ', 'new'],
  ['what was handed over', 'd5', '10', 'Lò Thị Mẹ', 'new'],
  ['itself', 'd6', '1', 'Lò Thị Mẹ', 'd6'],
])('is silent about %s', async (_what, other, state, owner, id) => {
  await known(other, state, owner);
  await vi.waitFor(() => expect(records.value.map((each) => each.id)).toEqual([other]));
  expect(show(aDraft(id, { owner: MOTHER }))).toBe('');
});

it('warns of what the commune tells after it was sent', async () => {
  await known('d7', '1', 'Lò Thị Mẹ', { detail: { state: '1', answers: {}, also_open: [{ id: 'd2', slip: 'XYZ-ABC-D', state: '1', received_at: null }] } });
  render(<Kin record={records.value.find(({ id }) => id === 'd7')} draft={null} />, root);
  expect(root.querySelector('a')?.getAttribute('href')).toBe('/ho-so/d2');
  expect(root.textContent).toContain('XYZ-ABC-D');
});
