// @vitest-environment node
import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { ENTRY_VERSION } from '../../src/domain/outbox';
import { dropDatabase } from '../../src/storage/database';
import { openDatabase } from '../../src/storage/idb';
import { MIGRATIONS } from '../../src/storage/migrations';
import { allEntries } from '../../src/storage/outbox';
import recorded from './outbox-of-0.1.json';

beforeEach(dropDatabase);

/**
 * The queue of a phone that slept through the update, recorded from the app of version 0.1. Seen
 * failing without the second step of MIGRATIONS.
 */
it('keeps an old queue whole, in its order, and sends it at once', async () => {
  const old = await openDatabase('motcua', 1, (open, _from, transaction) => MIGRATIONS[0]?.(open, transaction), () => undefined);
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
