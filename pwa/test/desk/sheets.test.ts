import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeskDossier, DeskPage } from '../../src/desk/api/types';

const putReview = vi.fn(() => Promise.resolve({ kind: 'no_link' as const }));
vi.mock('../../src/desk/api/dossiers', () => ({ putReview, getRow: vi.fn(), openDossier: vi.fn() }));

const { markGood, sheet, step } = await import('../../src/desk/dossier/judging');
const { dossier, page, pageId } = await import('../../src/desk/state/dossier');

function shown(id: string, sheets: number): DeskPage {
  const plain = { paper: 'giay', page: 1, sha256: id, bytes: 1, thumbnail_url: null, page_url: null };
  return { ...plain, id, sheets, mark: null, marks: [], stored: true, review: null };
}

let n = 0;
let a = '';
let b = '';

beforeEach(() => {
  putReview.mockClear();
  n += 1;
  a = `a${n}`;
  b = `b${n}`;
  const pages = [shown(a, 3), shown(b, 1)];
  const papers = [{ key: 'giay', pages: [a, b] }];
  dossier.value = { id: 'd', pages, papers } as unknown as DeskDossier;
  pageId.value = a;
});

describe('a PDF of several sheets', () => {
  it('is called good only when its last sheet was seen', () => {
    markGood(a);
    markGood(a);
    expect(sheet.value).toBe(3);
    expect(putReview).not.toHaveBeenCalled();
    markGood(a);
    expect(page.value?.id).toBe(b);
    expect(dossier.value?.pages[0]?.review?.verdict).toBe('good');
  });

  it('is walked through before the page beside it, and back', () => {
    step(1);
    expect([page.value?.id, sheet.value]).toEqual([a, 2]);
    step(1);
    step(1);
    expect([page.value?.id, sheet.value]).toEqual([b, 1]);
    step(-1);
    expect([page.value?.id, sheet.value]).toEqual([a, 3]);
  });

  it('begins with its first sheet in another dossier', () => {
    step(1);
    dossier.value = { id: 'e', pages: [shown('c', 2)], papers: [{ key: 'giay', pages: ['c'] }] } as unknown as DeskDossier;
    expect(sheet.value).toBe(1);
  });
});
