/** What a page is called: its paper, and its place in it, which is never cut off. */
import type { DeskDossier, DeskPage } from '../api/types';
import { td } from '../words';

export interface PageName {
  paper: string;
  place: string;
}

type Papers = Pick<DeskDossier, 'papers'>;

export function nameOf(dossier: Papers, page: Pick<DeskPage, 'id' | 'paper'>): string {
  const { paper, place } = partsOfName(dossier, { ...page, sheets: 1 }, 1);
  return paper + place;
}

export function partsOfName({ papers }: Papers, page: Pick<DeskPage, 'id' | 'paper' | 'sheets'>, sheet: number): PageName {
  const paper = papers.find((each) => each.pages.includes(page.id));
  const number = (paper?.pages.indexOf(page.id) ?? 0) + 1;
  const place = td('page.place', { page: number, pages: paper?.pages.length ?? 1 });
  const many = page.sheets > 1 ? ` · ${td('page.sheet', { n: sheet, of: page.sheets })}` : '';
  return { paper: paper?.name ?? page.paper, place: ` · ${place}${many}` };
}
