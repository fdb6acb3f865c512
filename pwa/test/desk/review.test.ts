import { describe, expect, it } from 'vitest';
import type { DeskPage, DeskPaper, Review } from '../../src/desk/api/types';
import { answersOn, askedItems, pageAfter, pageBeside, pagesInOrder, pressOf, tally } from '../../src/desk/logic/review';

const GOOD: Review = { verdict: 'good', text: null };
const wrong = (text: string): Review => ({ verdict: 'wrong', text });

function page(id: string, paper: string, review: Review | null = null): DeskPage {
  return { id, paper, page: 1, sha256: id, bytes: 1, thumbnail_url: null, page_url: null, mark: null,
    marks: [], stored: true, sheets: 1, review };
}

function paper(key: string, pages: string[], more: Partial<DeskPaper> = {}): DeskPaper {
  return { key, name: key, kind: 'nop', required: true, made_from_form: false, missing: false, picture: null, pages, ...more };
}

const plain = { ctrlKey: false, metaKey: false, altKey: false };

describe('keys', () => {
  it('Enter is good, a number is the phrase under it', () => {
    expect(pressOf({ key: 'Enter', ...plain })).toEqual({ do: 'good' });
    expect(pressOf({ key: '1', ...plain })).toEqual({ do: 'wrong', phrase: 0 });
    expect(pressOf({ key: '9', ...plain })).toEqual({ do: 'wrong', phrase: 8 });
    expect(pressOf({ key: '0', ...plain })).toEqual({ do: 'write' });
  });

  it("leaves the browser's own keys alone", () => {
    expect(pressOf({ key: 'r', ...plain, ctrlKey: true })).toBeNull();
    expect(pressOf({ key: '1', ...plain, altKey: true })).toBeNull();
    expect(pressOf({ key: 'q', ...plain })).toBeNull();
  });
});

describe('going through pages', () => {
  const pages = [page('a', 'x', GOOD), page('b', 'x'), page('c', 'y', wrong('Mờ')), page('d', 'y')];

  it('goes to the next page nobody looked at, round the end', () => {
    expect(pageAfter(pages, 'b')).toBe('d');
    expect(pageAfter(pages, 'd')).toBe('b');
  });

  it('goes on page by page when all were seen, and stays at the end', () => {
    const seen = pages.map((each) => ({ ...each, review: GOOD }));
    expect(pageAfter(seen, 'a')).toBe('b');
    expect(pageAfter(seen, 'd')).toBe('d');
  });

  it('does not fall off either end', () => {
    expect(pageBeside(pages, 'a', -1)).toBe('a');
    expect(pageBeside(pages, 'd', 1)).toBe('d');
    expect(pageBeside(pages, 'a', 1)).toBe('b');
  });

  it('counts what is left', () => {
    expect(tally(pages)).toEqual({ good: 1, wrong: 1, unseen: 2 });
  });

  it('follows the order of the papers, with stray pages last', () => {
    const found = pagesInOrder({ papers: [paper('y', ['d', 'c']), paper('x', ['a'])], pages });
    expect(found.map((each) => each.id)).toEqual(['d', 'c', 'a', 'b']);
  });
});

describe('the one request', () => {
  it('lists each wrong paper once, with what was said of its pages, and what is missing', () => {
    const papers = [
      paper('chung_sinh', ['a', 'b', 'c']),
      paper('ket_hon', [], { missing: true }),
      paper('to_khai', [], { missing: true, made_from_form: true }),
      paper('ho_khau', ['d']),
    ];
    const pages = [page('a', 'chung_sinh', wrong('Mờ.')), page('b', 'chung_sinh', wrong('Mờ.')), page('c', 'chung_sinh', wrong('Thiếu góc.')), page('d', 'ho_khau', GOOD)];
    expect(askedItems({ papers, pages }, 'Gửi giấy này.')).toEqual([
      { paper: 'chung_sinh', reason: 'Mờ. Thiếu góc.' },
      { paper: 'ket_hon', reason: 'Gửi giấy này.' },
    ]);
  });
});

describe('answers beside their paper', () => {
  const answer = (key: string, more: object) => ({ key, label: key, official: key, text: 'x', not_known: false, from_card: false, paper: null, columns: null, rows: null, ...more });
  const sections = [{ key: 's', title: 's', about: 'owner', answers: [answer('ten', { from_card: true }), answer('so', { paper: 'chung_sinh' }), answer('trong', { paper: 'chung_sinh', text: null })] }];

  it('shows what comes from the paper in view', () => {
    expect(answersOn(paper('chung_sinh', ['a']), { sections }).map((each) => each.key)).toEqual(['so']);
    expect(answersOn(undefined, { sections })).toEqual([]);
  });

  it('shows on an identity card what it says', () => {
    expect(answersOn(paper('can_cuoc_me', ['a'], { picture: 'id_card' }), { sections }).map((each) => each.key)).toEqual(['ten']);
  });
});
