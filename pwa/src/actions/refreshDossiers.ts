/** What happened at the commune since this phone last asked: one small question, one small answer. */
import { type Answer, get } from '../api/client';
import type { DossierDetail, DossierRecord, DossierSummary } from '../domain/dossier';
import { readState } from '../domain/states';
import { account } from '../state/shelf';
import { setCursor } from '../storage/accounts';
import { changeDossier, changeDossiers, getDossier, removeDossiers } from '../storage/dossiers';

interface Changes {
  cursor: number;
  more?: boolean;
  dossiers: ({ id: string } | string)[];
}

export type Refreshed = 'ok' | 'no_link' | 'sign_in';

/** Summaries of everything that changed; the details are fetched when somebody looks. */
export async function refreshDossiers(): Promise<Refreshed> {
  const person = account.peek();
  if (!person) return 'sign_in';
  const changes = await get<Changes>(`/api/changes?since=${person.cursor}`);
  if (changes.kind === 'not_modified') return 'ok';
  if (changes.kind !== 'ok') return faultOf(changes);
  if (changes.body.dossiers.length === 0 && person.cursor > 0) return 'ok';
  const told = await get<{ items: DossierSummary[] }>('/api/dossiers?page=1');
  if (told.kind !== 'ok') return faultOf(told);
  const byId = new Map(told.body.items.map((item) => [item.id, item]));
  await changeDossiers([...byId.keys()], (known, id) =>
    withSummary(known, byId.get(id), person.id),
  );
  await setCursor(person.id, changes.body.cursor);
  return 'ok';
}

/** Everything about one dossier; what the phone kept stays when nothing newer can be had. */
export async function loadDossier(id: string): Promise<Refreshed | 'gone'> {
  if (!account.peek()) return 'sign_in';
  const known = await getDossier(id);
  const answer = await get<DossierDetail>(`/api/dossiers/${id}`, {
    headers: known?.etag && known.detail ? { 'If-None-Match': known.etag } : {},
  });
  if (answer.kind === 'ok') {
    const etag = answer.headers.get('ETag');
    await changeDossier(id, (record) => withDetail(record, id, answer.body, etag));
    return 'ok';
  }
  if (answer.kind === 'not_modified') return 'ok';
  if (answer.kind === 'problem' && answer.status === 404 && !known?.receipt) {
    await removeDossiers([id]);
    return 'gone';
  }
  return faultOf(answer);
}

function faultOf(answer: Answer<unknown>): Refreshed {
  return answer.kind === 'problem' && answer.status === 401 ? 'sign_in' : 'no_link';
}

function withSummary(
  known: DossierRecord | undefined,
  summary: DossierSummary | undefined,
  person: string,
): DossierRecord | null {
  const state = readState(summary?.state);
  if (!summary || !state) return null;
  const fresh = { ...summary, state };
  return {
    ...(known ?? blank(summary.id, person)),
    title: summary.procedure_name,
    owner_name: summary.owner_name,
    summary: fresh,
    stale: known?.detail?.updated_at !== summary.updated_at,
    updated_at: Date.parse(summary.updated_at),
  };
}

function withDetail(
  known: DossierRecord | undefined,
  id: string,
  body: DossierDetail,
  etag: string | null,
): DossierRecord {
  const detail = { ...body, state: readState(body.state) ?? '1' };
  return {
    ...(known ?? blank(id, account.peek()?.id ?? null)),
    title: body.procedure_name,
    owner_name: body.owner_name,
    summary: detail,
    detail,
    etag,
    stale: false,
    updated_at: Date.parse(body.updated_at),
  };
}

function blank(id: string, person: string | null): DossierRecord {
  return {
    id,
    account: person,
    title: '',
    owner_name: '',
    receipt: null,
    summary: null,
    detail: null,
    etag: null,
    sent: null,
    stale: true,
    updated_at: 0,
  };
}
