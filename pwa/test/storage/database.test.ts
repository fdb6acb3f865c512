// @vitest-environment node
import 'fake-indexeddb/auto';
import { type DBSchema, openDB } from 'idb';
import { beforeEach, expect, it } from 'vitest';
import { onChange } from '../../src/storage/announcements';
import { database, dropDatabase, writing } from '../../src/storage/database';
import { allDrafts, changeDraft, getDraft, putDraft, removeDraft } from '../../src/storage/drafts';
import { StorageError } from '../../src/storage/errors';
import { openDatabase, type Upgrade } from '../../src/storage/idb';
import { MIGRATIONS, migrate } from '../../src/storage/migrations';
import { allEntries, enqueue, getEntry, settleEntry, takeBack } from '../../src/storage/outbox';
import { dropPage, getPage, keepPage } from '../../src/storage/pages';
import { getDossier } from '../../src/storage/dossiers';
import type { Schema } from '../../src/storage/schema';
import { aDraft, NOW, shaOf, submitted } from '../support/dossiers';

beforeEach(dropDatabase);

it('comes to the newest shape from every older one, keeping what is there', async () => {
  for (let from = 0; from <= MIGRATIONS.length; from += 1) {
    const name = `from-${from}`;
    if (from > 0) {
      const stepsUntil: Upgrade = (open, before, transaction) => {
        for (const step of MIGRATIONS.slice(before, from)) step(open, transaction);
      };
      const old = await openDatabase(name, from, stepsUntil, () => undefined);
      await old.transaction(['drafts'], 'readwrite').objectStore('drafts').put(aDraft('kept'));
      old.close();
    }
    (await openDatabase(name, MIGRATIONS.length, migrate, () => undefined)).close();
    const seen = await openDB<Schema & DBSchema>(name);
    expect([...seen.objectStoreNames]).toEqual(
      ['accounts', 'catalogue', 'dossiers', 'drafts', 'keys', 'link', 'messages', 'outbox', 'pages', 'people'],
    );
    if (from > 0) expect(await seen.get('drafts', 'kept')).toBeDefined();
    seen.close();
  }
});

it('writes all of a transaction or none of it, and says what was wrong', async () => {
  await putDraft(aDraft('a'));
  const failing = writing(['drafts'], async (transaction) => {
    await transaction.objectStore('drafts').delete('a');
    throw new DOMException('no room', 'QuotaExceededError');
  });
  await expect(failing).rejects.toMatchObject({ fault: 'full' });
  await expect(failing).rejects.toBeInstanceOf(StorageError);
  expect(await getDraft('a')).toBeDefined();
});

it('announces a change after it is on the disk', async () => {
  const heard: string[] = [];
  const stop = onChange((stores) => heard.push(...stores));
  await putDraft(aDraft('a'));
  stop();
  await putDraft(aDraft('b'));
  expect(heard).toEqual(['drafts']);
});

it('keeps the fields of two tabs that change one draft', async () => {
  await putDraft(aDraft('a'));
  await Promise.all([
    changeDraft('a', (draft) => ({ ...draft, answers: { ...draft.answers, x: '1' } }), NOW),
    changeDraft('a', (draft) => ({ ...draft, answers: { ...draft.answers, y: '2' } }), NOW),
  ]);
  expect((await getDraft('a'))?.answers).toEqual({ x: '1', y: '2' });
});

it('gives way to a newer version in another tab, and opens again afterwards', async () => {
  await putDraft(aDraft('a'));
  const newer = await openDB('motcua', MIGRATIONS.length + 1);
  newer.close();
  await dropDatabase();
  await putDraft(aDraft('b'));
  expect(await allDrafts()).toHaveLength(1);
});

it('opens again after the browser closed it', async () => {
  (await database()).close();
  await dropDatabase();
  await putDraft(aDraft('a'));
  expect(await allDrafts()).toHaveLength(1);
});

const page = (id: string) => ({
  id,
  paper: 'giay',
  sha256: shaOf(id, 1),
  bytes: 3,
  media_type: 'image/webp',
});

it('writes a page and its place in the draft together', async () => {
  await putDraft(aDraft('a', { paper_gaps: ['giay'] }));
  await keepPage('a', page('one'), new Blob(['abc']), null, NOW);
  const draft = await keepPage('a', page('two'), new Blob(['abc']), 'one', NOW);
  expect(draft?.pages.map((each) => each.id)).toEqual(['two']);
  expect(draft?.paper_gaps).toEqual([]);
  expect(await getPage('one')).toBeUndefined();
  await removeDraft('a');
  expect(await getPage('two')).toBeUndefined();
});

it('keeps bytes that lie frozen in the outbox until they were sent', async () => {
  const entry = await submitted('a', 2);
  await dropPage('a', 'a-page-1', NOW);
  expect(await getPage('a-page-1')).toBeDefined();
  await settleEntry(entry, null);
  expect(await getPage('a-page-1')).toBeUndefined();
});

it('makes one entry of two tabs that press "gửi" on one draft', async () => {
  const first = await submitted('a', 1);
  const second = await enqueue({ ...first, body: 'other bytes' }, aDraft('a'));
  expect(second.body).toBe(first.body);
  expect(await allEntries()).toHaveLength(1);
});

it('settles an entry with its draft, its bytes and what is remembered of it', async () => {
  const entry = await submitted('a', 2);
  await settleEntry(entry, null);
  expect(await getEntry(entry.key)).toBeUndefined();
  expect(await getDraft('a')).toBeUndefined();
  expect(await getPage('a-page-1')).toBeUndefined();
  expect((await getDossier('a'))?.sent?.pages).toHaveLength(2);
});

it('leaves a draft that was changed after "gửi", with its bytes', async () => {
  const entry = await submitted('a', 2);
  await changeDraft('a', (draft) => ({ ...draft, revision: 2 }), NOW);
  await settleEntry(entry, null);
  expect((await getDraft('a'))?.frozen).toBeNull();
  expect(await getPage('a-page-1')).toBeDefined();
});

it('gives a draft back that was taken out of the outbox', async () => {
  const entry = await submitted('a', 0);
  await takeBack(entry.key);
  expect((await getDraft('a'))?.frozen).toBeNull();
  expect(await allEntries()).toHaveLength(0);
});
