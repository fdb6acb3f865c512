/** Looking at pages by keyboard: what a key means, where it leads, and what a request then lists. */
import type { DeskDossier, DeskPage, DeskPaper, ShownAnswer } from '../api/types';

export type Press =
  | { do: 'good' }
  | { do: 'wrong'; phrase: number }
  | { do: 'write' }
  | { do: 'go'; by: 1 | -1 }
  | { do: 'move'; by: 1 | -1 }
  | { do: 'zoom'; by: 1 | -1 }
  | { do: 'fit' }
  | { do: 'turn'; by: 1 | -1 }
  | { do: 'contrast' }
  | { do: 'light'; by: 1 | -1 }
  | { do: 'legend' };

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

const KEYS: Record<string, Press> = {
  Enter: { do: 'good' },
  '0': { do: 'write' },
  ArrowRight: { do: 'go', by: 1 },
  ArrowLeft: { do: 'go', by: -1 },
  ArrowDown: { do: 'move', by: 1 },
  ArrowUp: { do: 'move', by: -1 },
  '+': { do: 'zoom', by: 1 },
  '=': { do: 'zoom', by: 1 },
  '-': { do: 'zoom', by: -1 },
  f: { do: 'fit' },
  r: { do: 'turn', by: 1 },
  R: { do: 'turn', by: -1 },
  t: { do: 'contrast' },
  ',': { do: 'light', by: -1 },
  '.': { do: 'light', by: 1 },
  '?': { do: 'legend' },
};

/** What a key means to the page in view; null when it means nothing. */
export function pressOf({ key, ctrlKey, metaKey, altKey }: KeyPress): Press | null {
  if (ctrlKey || metaKey || altKey) return null;
  if (/^[1-9]$/.test(key)) return { do: 'wrong', phrase: Number(key) - 1 };
  return KEYS[key] ?? null;
}

/** Pages in the order of the papers, so that the arrow keys follow the strip. */
export function pagesInOrder({ papers, pages }: Pick<DeskDossier, 'papers' | 'pages'>): DeskPage[] {
  const byId = new Map(pages.map((page) => [page.id, page]));
  const listed = papers.flatMap((paper) => paper.pages.flatMap((id) => byId.get(id) ?? []));
  const known = new Set(listed.map((page) => page.id));
  return [...listed, ...pages.filter((page) => !known.has(page.id))];
}

export interface Tally {
  good: number;
  wrong: number;
  unseen: number;
}

export function tally(pages: readonly Pick<DeskPage, 'review'>[]): Tally {
  const count = (verdict: string | undefined): number =>
    pages.filter((page) => page.review?.verdict === verdict).length;
  return { good: count('good'), wrong: count('wrong'), unseen: count(undefined) };
}

/** After a verdict: the next page nobody looked at, going round; else simply the next page. */
export function pageAfter(pages: readonly Pick<DeskPage, 'id' | 'review'>[], current: string): string {
  const here = pages.findIndex((page) => page.id === current);
  const others = [...pages.slice(here + 1), ...pages.slice(0, Math.max(here, 0))];
  const unseen = others.find((page) => !page.review);
  return (unseen ?? pages[here + 1])?.id ?? current;
}

export function pageBeside(pages: readonly Pick<DeskPage, 'id'>[], current: string, by: 1 | -1): string {
  const here = pages.findIndex((page) => page.id === current);
  return pages[here + by]?.id ?? current;
}

export interface AskedItem {
  paper: string;
  reason: string;
}

/** What the one request lists: each paper with a wrong page, each paper said to be missing. */
export function askedItems(
  { papers, pages }: Pick<DeskDossier, 'papers' | 'pages'>,
  missingWords: string,
): AskedItem[] {
  return papers.flatMap((paper) => {
    const found = reasonsOf(paper, pages);
    if (found.length) return [{ paper: paper.key, reason: found.join(' ') }];
    return paper.missing && !paper.made_from_form ? [{ paper: paper.key, reason: missingWords }] : [];
  });
}

function reasonsOf(paper: DeskPaper, pages: readonly DeskPage[]): string[] {
  const mine = pages.filter((page) => paper.pages.includes(page.id) && page.review?.verdict === 'wrong');
  return [...new Set(mine.map((page) => page.review?.text ?? ''))].filter(Boolean);
}

/** The answers to be compared with a paper: those that come from it, and on a card what it says. */
export function answersOn(paper: DeskPaper | undefined, { sections }: Pick<DeskDossier, 'sections'>): ShownAnswer[] {
  if (!paper) return [];
  const card = isIdentityCard(paper);
  return sections.flatMap((section) =>
    section.answers.filter((answer) => answer.text !== null && (answer.paper === paper.key || (card && answer.from_card))),
  );
}

function isIdentityCard(paper: Pick<DeskPaper, 'key' | 'name' | 'picture'>): boolean {
  return /can_cuoc|cccd|dinh_danh|id_card/.test(`${paper.key} ${paper.picture ?? ''}`) || /căn cước/i.test(paper.name);
}
