/** What happened at the commune since this phone last asked: one small question, one small answer. */
import { type Answer, get } from '../api/client';
import { type DossierDetail, type DossierRecord, type DossierSummary, NOTHING_TOLD } from '../domain/dossier';
import { readState } from '../domain/states';
import { openDraft } from '../state/open-draft';
import { account } from '../state/shelf';
import { setCursor, signOutAccounts } from '../storage/accounts';
import { allDossiers, changeDossier, changeDossiers, getDossier, removeDossiers } from '../storage/dossiers';
import { allEntries } from '../storage/outbox';
import type * as News from './news/inbox';

interface Changes {
  cursor: number;
  more?: boolean;
  dossiers: { id: string }[];
}

interface List {
  items: DossierSummary[];
  pages: number;
}

export type Refreshed = 'ok' | 'no_link' | 'sign_in';

/** So many pages of the list at most: older ones come when somebody opens them. */
const MOST_PAGES = 5;

/**
 * Summaries of everything that changed; the details are fetched when somebody looks. The first time counts as
 * done once `restore` has brought the drafts, too: a phone that dies before asks for all of it again.
 */
export async function refreshDossiers(restore?: () => Promise<boolean>): Promise<Refreshed> {
  const person = account.peek();
  if (!person) return 'sign_in';
  let cursor = person.cursor;
  const changed = new Set<string>();
  for (let more = true; more; ) {
    const changes = await get<Changes>(`/api/changes?since=${cursor}`);
    if (changes.kind === 'not_modified') break;
    if (changes.kind !== 'ok') return faultOf(changes);
    for (const item of changes.body.dossiers) changed.add(item.id);
    more = changes.body.more === true && changes.body.cursor > cursor;
    cursor = changes.body.cursor;
  }
  if (changed.size === 0 && person.cursor > 0) return 'ok';
  const fault = await readList(changed, person.id, person.cursor === 0);
  if (fault) return fault;
  if (person.cursor || (await restore?.())) await setCursor(person.id, cursor);
  // Each message is written with the change that it tells of.
  inNews((news) => news.loadInbox());
  return 'ok';
}

/** By the chunk of messages; where that cannot be fetched, another time. */
function inNews(run: (news: typeof News) => Promise<unknown>): void {
  void import('./news/inbox').then(run).catch(() => undefined);
}

/** The list, newest first, until everything that changed was seen (or, the first time, all of it). */
async function readList(
  changed: ReadonlySet<string>,
  person: string,
  all: boolean,
): Promise<Refreshed | null> {
  const missing = new Set(changed);
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const before = await allDossiers();
    const told = await get<List>(`/api/dossiers?page=${page}`);
    if (told.kind !== 'ok') return faultOf(told);
    const byId = new Map(told.body.items.map((item) => [item.id, item]));
    await changeDossiers([...byId.keys()], (known, id) => withSummary(known, before.find((record) => record.id === id), byId.get(id), person));
    for (const id of byId.keys()) missing.delete(id);
    if (page >= told.body.pages || (!all && missing.size === 0)) break;
  }
  return null;
}

/** Everything about one dossier; what the phone kept stays when nothing newer can be had. */
export async function loadDossier(id: string): Promise<Refreshed | 'gone' | 'waiting'> {
  if (!account.peek()) return 'sign_in';
  // Just handed in: the lists hear of it a moment later, and the commune does not know it yet.
  if ((await allEntries()).some((entry) => entry.dossier === id && entry.kind === 'submit')) return 'waiting';
  const known = await getDossier(id);
  const answer = await get<DossierDetail>(`/api/dossiers/${id}`, {
    headers: known?.etag && known.detail ? { 'If-None-Match': known.etag } : {},
  });
  if (answer.kind === 'ok') {
    const etag = answer.headers.get('ETag');
    await changeDossier(id, (record) => (overtaken(record, known, answer.body) ? null : withDetail(record, id, answer.body, etag)));
    return 'ok';
  }
  if (answer.kind === 'not_modified') return 'ok';
  if (answer.kind === 'problem' && answer.status === 404) {
    if (!known?.receipt) {
      await removeDossiers([id]);
      return 'gone';
    }
    // Of a neighbour's only the receipt stays.
    inNews((news) => news.forgetHelped(id));
  }
  return faultOf(answer);
}

/**
 * A session that was ended elsewhere ("máy bị mất", "đăng xuất trên mọi máy") shows nothing here any
 * more; only a form that is being filled stays before the person's eyes until they leave it.
 */
async function faultOf(answer: Answer<unknown>): Promise<Refreshed> {
  if (answer.kind !== 'problem' || answer.status !== 401) return 'no_link';
  if (!openDraft.peek()) await signOutAccounts();
  return 'sign_in';
}

/**
 * A push told something newer while the answer was on its way, or what waited was handed in: what is known stays,
 * and is asked after again. The moments are the server's: a phone's clock may be years off.
 */
function overtaken(
  now: DossierRecord | undefined,
  before: DossierRecord | undefined,
  { updated_at }: DossierSummary,
): boolean {
  if (!now) return false;
  return now.handed !== before?.handed || now.updated_at > Math.max(before?.updated_at ?? 0, Date.parse(updated_at));
}

function withSummary(
  known: DossierRecord | undefined,
  before: DossierRecord | undefined,
  summary: DossierSummary | undefined,
  person: string,
): DossierRecord | null {
  const state = readState(summary?.state);
  if (!summary || !state || overtaken(known, before, summary)) return null;
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
  return { ...NOTHING_TOLD, id, account: person, stale: true, updated_at: 0 };
}
