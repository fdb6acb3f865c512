import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CatalogueIndex } from '../../src/domain/catalogue';
import { freshenProcedures, loadProcedure } from '../../src/state/procedures';
import { detailKey, getCatalogue, putCatalogue } from '../../src/storage/catalogue';
import { fullPhone } from '../support/full';

const CHANGED = '2.000001';
const SAME = '2.000002';
const ELSEWHERE = '2.000003';
let asked: string[];

/** The server: 2.000001 has version 1001 since today, with a paper by another name. */
function server(address: string): Promise<Response> {
  asked.push(address);
  return Promise.resolve(Response.json({ code: CHANGED, version: 1001, papers: [{ key: 'giay', name: 'Giấy mới' }] }));
}

const keep = (code: string, version: number, key = detailKey(code)) =>
  putCatalogue({ key, etag: 'W/"1"', data: { code, version, papers: [{ key: 'giay', name: 'Giấy cũ' }] }, at: 1 });
const index = (versions: Record<string, number>) =>
  ({ entries: Object.entries(versions).map(([code, version]) => ({ code, version })) }) as unknown as CatalogueIndex;

beforeEach(async () => {
  asked = [];
  vi.stubGlobal('fetch', (address: string) => server(address));
  await keep(CHANGED, 1);
  await keep(CHANGED, 1, detailKey(CHANGED, 1));
  await keep(SAME, 1);
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('fetches again only what lies here and has another version', async () => {
  await freshenProcedures(index({ [CHANGED]: 1001, [SAME]: 1, [ELSEWHERE]: 7 }));
  expect(asked).toEqual([`/api/catalogue/procedures/${CHANGED}`]);
  expect((await getCatalogue(detailKey(CHANGED)))?.data).toMatchObject({ version: 1001 });
  await freshenProcedures(index({ [CHANGED]: 1001, [SAME]: 1, [ELSEWHERE]: 7 }));
  expect(asked).toHaveLength(1);
});

it('leaves a draft the version it was begun under', async () => {
  await freshenProcedures(index({ [CHANGED]: 1001 }));
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no link')));
  expect(await loadProcedure(CHANGED, 1)).toMatchObject({ data: { version: 1, papers: [{ name: 'Giấy cũ' }] } });
  expect(await loadProcedure(CHANGED)).toMatchObject({ data: { version: 1001, papers: [{ name: 'Giấy mới' }] } });
});

it('keeps the old one where there is no link', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no link')));
  await freshenProcedures(index({ [CHANGED]: 1001 }));
  expect(await loadProcedure(CHANGED)).toMatchObject({ data: { version: 1 } });
});

/** Seen failing with what cannot be kept not shown either: a full phone waited for the procedure's page for ever. */
it('shows what came on a phone that has no room for it', async () => {
  fullPhone();
  expect(await loadProcedure(ELSEWHERE)).toMatchObject({ data: { version: 1001 } });
  vi.restoreAllMocks();
  expect(await getCatalogue(detailKey(ELSEWHERE))).toBeUndefined();
});

/** Only a lack of room may be passed over: a fault of our own is still told. */
it('does not hide that a record could not be written for another reason', async () => {
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('cannot be cloned', 'DataCloneError');
  });
  await expect(loadProcedure(ELSEWHERE)).rejects.toMatchObject({ fault: 'failed' });
});
