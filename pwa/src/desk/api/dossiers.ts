import type { Answer } from '../../api/client';
import type { Answers } from '../../domain/answers';
import { ask, seen } from './door';
import type { DeskDossier, DeskReceipt, HomeDraft, PageCheck, Review, View, Worklist } from './types';

export interface WorklistQuery {
  view: View;
  procedure: string;
  q: string;
  page: number;
}

const PER_PAGE = 30;
const SEARCH = '/api/desk/worklist/search';

/** What is sought travels in a body: names and numbers in an address would stay in logs. */
export function getWorklist(query: WorklistQuery, etag: string | null): Promise<Answer<Worklist>> {
  const { view, procedure, q, page } = query;
  const wanted = { view, page, per_page: PER_PAGE, ...(procedure ? { procedure } : {}) };
  if (q) return ask('POST', SEARCH, { json: { ...wanted, q } });
  const parts = new URLSearchParams(Object.entries(wanted).map(([key, value]) => [key, String(value)]));
  return ask('GET', `/api/desk/worklist?${parts}`, { headers: etag ? { 'If-None-Match': etag } : {} });
}

/** The row of one dossier: unlike opening it, this leaves no entry in the citizen's log. */
export function getRow(slip: string): Promise<Answer<Worklist>> {
  return ask('POST', SEARCH, { json: { view: 'all', q: slip, per_page: 1 } });
}

export function openDossier(id: string): Promise<Answer<DeskDossier>> {
  return ask('GET', at(id));
}

export function putReview(id: string, page: string, review: Review): Promise<Answer<Review>> {
  const json = review.verdict === 'good' ? { verdict: 'good' } : { verdict: 'wrong', text: review.text };
  return ask('PUT', `${at(id)}/reviews/${page}`, { json });
}

export function getPageCheck(id: string, page: string): Promise<Answer<PageCheck>> {
  return ask('GET', `${at(id)}/pages/${page}/check`);
}

export function postAct(id: string, version: number, json: unknown): Promise<Answer<DeskDossier>> {
  return ask('POST', `${at(id)}/actions`, { json, headers: seen(version) });
}

export function putNationalCode(id: string, version: number, code: string): Promise<Answer<DeskDossier>> {
  return ask('PUT', `${at(id)}/national-code`, { json: { code }, headers: seen(version) });
}

export function putSender(id: string, version: number, how: 'telephone' | 'desk', note: string): Promise<Answer<DeskDossier>> {
  return ask('PUT', `${at(id)}/sender`, { json: note ? { how, note } : { how }, headers: seen(version) });
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
  thumbnail: (id: string, page: string, sheet = 1) => `${at(id)}/pages/${page}/thumbnail${nth(sheet)}`,
  page: (id: string, page: string, sheet = 1) => `${at(id)}/pages/${page}/page${nth(sheet)}`,
  paper: (id: string, paper: string) => `${at(id)}/papers/${paper}.pdf`,
  form: (id: string) => `${at(id)}/form.pdf`,
  letter: (id: string, kind: string) => `${at(id)}/letters/${kind}`,
  result: (id: string, result: string) => `${at(id)}/results/${result}`,
};

function nth(sheet: number): string {
  return sheet > 1 ? `?sheet=${sheet}` : '';
}

function at(id: string): string {
  return `/api/desk/dossiers/${id}`;
}
