import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { dropOldPages, dropPagesOf, type KeptPage, keepPages, keptPages } from '../../src/desk/state/kept-pages';

const page = (id: string): KeptPage => ({
  id,
  paper: 'giay_cu',
  sha256: 'ab',
  bytes: 3,
  media_type: 'image/webp',
  blob: new Blob(['abc'], { type: 'image/webp' }),
});
const ids = async (officer: string, start: string): Promise<string[]> => (await keptPages(officer, start)).map((each) => each.id);

beforeEach(async () => {
  await dropPagesOf('o1');
  await dropPagesOf('o2');
});

describe('scanned pages', () => {
  it('are there again after a reload, in their order, until they were sent', async () => {
    expect(await keepPages('o1', 's1', [page('a'), page('b')])).toBe(true);
    expect(await ids('o1', 's1')).toEqual(['a', 'b']);
    await keepPages('o1', 's1', []);
    expect(await ids('o1', 's1')).toEqual([]);
  });

  it('belong to one officer, and go when that officer signs out', async () => {
    await keepPages('o1', 's1', [page('a')]);
    await keepPages('o2', 's2', [page('b')]);
    expect(await ids('o2', 's1')).toEqual([]);
    await dropPagesOf('o1');
    expect(await ids('o1', 's1')).toEqual([]);
    expect(await ids('o2', 's2')).toEqual(['b']);
  });

  it('are forgotten after two weeks', async () => {
    await keepPages('o1', 's1', [page('a')]);
    await dropOldPages(Date.now() + 13 * 86_400_000);
    expect(await ids('o1', 's1')).toEqual(['a']);
    await dropOldPages(Date.now() + 15 * 86_400_000);
    expect(await ids('o1', 's1')).toEqual([]);
  });
});
