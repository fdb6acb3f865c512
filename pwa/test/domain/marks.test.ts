import { expect, test } from 'vitest';
import type { PageRef } from '../../src/domain/draft';
import { manifestOf } from '../../src/domain/payload';

const page = (id: string, more: Partial<PageRef> = {}): PageRef => ({
  id,
  paper: 'khac',
  sha256: id.repeat(64),
  bytes: 10,
  media_type: 'image/webp',
  ...more,
});

/** Seen failing without `marks` in `numbered`: the officer would not know that a blurred page was kept on purpose. */
test('what is wrong with a page that was kept anyway goes along; nothing else of the phone does', () => {
  const sent = JSON.parse(JSON.stringify(manifestOf([page('a', { source: 'x', sheets: 3 }), page('b', { marks: ['blurred'] })]))) as object[];
  expect(sent).toEqual([
    { paper: 'khac', page: 1, sha256: 'a'.repeat(64), bytes: 10, media_type: 'image/webp' },
    { paper: 'khac', page: 2, sha256: 'b'.repeat(64), bytes: 10, media_type: 'image/webp', marks: ['blurred'] },
  ]);
});
