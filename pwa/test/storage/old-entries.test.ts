// @vitest-environment node
import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { type Divisions, namesOf } from '../../src/domain/divisions';
import { ENTRY_VERSION } from '../../src/domain/outbox';
import { dropDatabase } from '../../src/storage/database';
import { type Connection, openDatabase } from '../../src/storage/idb';
import { MIGRATIONS } from '../../src/storage/migrations';
import { COMMUNES_KEY, getCatalogue } from '../../src/storage/catalogue';
import { allEntries } from '../../src/storage/outbox';
import recorded from './outbox-of-0.1.json';

beforeEach(dropDatabase);

async function asVersion1(): Promise<Connection> {
  return openDatabase('motcua', 1, (open, _from, transaction) => MIGRATIONS[0]?.(open, transaction), () => undefined);
}

/**
 * The queue of a phone that slept through the update, recorded from the app of version 0.1. Seen
 * failing without the second step of MIGRATIONS.
 */
it('keeps an old queue whole, in its order, and sends it at once', async () => {
  const old = await asVersion1();
  const outbox = old.transaction(['outbox'], 'readwrite').objectStore('outbox');
  for (const entry of recorded) await outbox.put(entry as never);
  old.close();
  const entries = await allEntries();
  expect(entries.map(({ kind, seq, next_at }) => [kind, seq, next_at])).toEqual([
    ['submit', 1, 0],
    ['supplement', 2, 0],
    ['withdraw', 3, 0],
  ]);
  for (const entry of entries) {
    const before = recorded.find(({ key }) => key === entry.key);
    expect(entry).toMatchObject({ v: ENTRY_VERSION, held: false, body: before?.body, pages: before?.pages });
    expect(entry).toMatchObject({ missing: before?.missing, phase: before?.phase, parked: before?.parked });
  }
});

/** Seen failing without the third step of MIGRATIONS. */
it('puts communes that a phone has in rows into columns, so that they are there without a link', async () => {
  const old = await asVersion1();
  const data = {
    v: '2025-07-01',
    provinces: [
      ['01', 'Hà Nội', [[4, 'Ba Đình', 'p'], [13, 'Giảng Võ', 'p']]],
      ['38', 'Thanh Hóa', [[15634, 'Luận Thành', 'x']]],
    ],
  };
  const catalogue = old.transaction(['catalogue'], 'readwrite').objectStore('catalogue');
  await catalogue.put({ key: COMMUNES_KEY, etag: '"1"', data, at: 5 });
  old.close();
  const kept = await getCatalogue(COMMUNES_KEY);
  expect(kept).toEqual({
    key: COMMUNES_KEY,
    etag: null,
    at: 5,
    data: {
      provinces: [['01', 'Hà Nội', 2], ['38', 'Thanh Hóa', 1]],
      words: 'Ba Đình|Giảng Võ|Luận Thành',
      names: '#!$!%',
      steps: `'0${String.fromCharCode(35 + 15634)}`,
      kinds: 'ppx',
    },
  });
  expect(namesOf(kept?.data as Divisions)).toEqual(['Ba Đình', 'Giảng Võ', 'Luận Thành']);
});
