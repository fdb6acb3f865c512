import type { Answer } from '../../api/client';
import type { Answers } from '../../domain/answers';
import { ask, seen } from './door';
import type { DeskDossier, DeskReceipt, HomeDraft, Review, View, Worklist } from './types';

export interface WorklistQuery {
  view: View;
  procedure: string;
  q: string;
  page: number;
}

const PER_PAGE = 30;

export function getWorklist(query: WorklistQuery, etag: string | null): Promise<Answer<Worklist>> {
  const wanted = new URLSearchParams({ view: query.view, page: String(query.page), per_page: String(PER_PAGE) });
  if (query.procedure) wanted.set('procedure', query.procedure);
  if (query.q) wanted.set('q', query.q);
  return ask('GET', `/api/desk/worklist?${wanted}`, { headers: etag ? { 'If-None-Match': etag } : {} });
}

/** The row of one dossier: unlike opening it, this leaves no entry in the citizen's log. */
export function getRow(slip: string): Promise<Answer<Worklist>> {
  const wanted = new URLSearchParams({ view: 'all', q: slip, per_page: '1' });
  return ask('GET', `/api/desk/worklist?${wanted}`);
}

export function openDossier(id: string): Promise<Answer<DeskDossier>> {
  return ask('GET', at(id));
}

export function putReview(id: string, page: string, review: Review): Promise<Answer<Review>> {
  const json = review.verdict === 'good' ? { verdict: 'good' } : { verdict: 'wrong', text: review.text };
  return ask('PUT', `${at(id)}/reviews/${page}`, { json });
}

export function postAct(id: string, version: number, json: unknown): Promise<Answer<DeskDossier>> {
  return ask('POST', `${at(id)}/actions`, { json, headers: seen(version) });
}

export function putNationalCode(id: string, version: number, code: string): Promise<Answer<DeskDossier>> {
  return ask('PUT', `${at(id)}/national-code`, { json: { code }, headers: seen(version) });
}

export function putAssignee(id: string, version: number, officer: string | null): Promise<Answer<DeskDossier>> {
  return ask('PUT', `${at(id)}/assignee`, { json: { officer_id: officer }, headers: seen(version) });
}

export interface Conversion {
  procedure: string;
  version: number;
  answers: Answers;
  papers: Record<string, string>;
}

export function postConversion(id: string, version: number, json: Conversion): Promise<Answer<DeskDossier>> {
  return ask('POST', `${at(id)}/convert`, { json, headers: seen(version) });
}

export interface PersonOpposite {
  full_name: string;
  phone: string | null;
  id_number: string | null;
  birth_year: number | null;
}

export function putStarted(id: string, person: PersonOpposite, dossier: unknown): Promise<Answer<DeskReceipt>> {
  return ask('PUT', at(id), { json: { person, dossier } });
}

export function getHomeDraft(id: string): Promise<Answer<HomeDraft>> {
  return ask('GET', `/api/desk/drafts/${id}`);
}

export const addresses = {
  thumbnail: (id: string, page: string) => `${at(id)}/pages/${page}/thumbnail`,
  page: (id: string, page: string) => `${at(id)}/pages/${page}/page`,
  paper: (id: string, paper: string) => `${at(id)}/papers/${paper}.pdf`,
  form: (id: string) => `${at(id)}/form.pdf`,
  letter: (id: string, kind: string) => `${at(id)}/letters/${kind}`,
  result: (id: string, result: string) => `${at(id)}/results/${result}`,
};

function at(id: string): string {
  return `/api/desk/dossiers/${id}`;
}
