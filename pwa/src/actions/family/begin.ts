import type { DossierRecord } from '../../domain/dossier';
import { type Draft, newDraft, type PageRef, type SetPlan } from '../../domain/draft';
import { carried, carriedPages, type Family, type Member, nameIn, sourcesOf } from '../../domain/family';
import { newId } from '../../domain/ids';
import type { ProcedureDetail } from '../../domain/procedure';
import { draftFrom } from '../../domain/rebuild';
import { loadProcedure } from '../../state/procedures';
import { account, drafts, records } from '../../state/shelf';
import { changeDraft, putDraft } from '../../storage/drafts';
import { getPage, keepPage } from '../../storage/pages';

export type Begun = { id: string } | { fault: 'no_link' | 'unknown' | 'not_kept' };

/** A set as it was chosen; its procedures are fetched now, for the place where there is no link. */
export function planOf(family: Family, chosen: number[], reuse: boolean): SetPlan {
  const members = chosen.flatMap((place) => family.members[place] ?? []);
  for (const code of new Set(members.map((member) => member.code))) void loadProcedure(code);
  return { id: newId(), key: family.key, chosen: members.map(nameIn), reuse };
}

/**
 * The draft of one member of a set, begun or gone on with: what is known by now is in it. Answers its id.
 */
export async function openMember(plan: SetPlan, member: Member, agency: string): Promise<Begun> {
  const loaded = await loadProcedure(member.code);
  if ('fault' in loaded) return loaded;
  const detail = loaded.data;
  const source = sourcesOf(member).reduce<Draft | null>((found, code) => found ?? draftIn(plan, code), null);
  try {
    const there = drafts.peek().find((draft) => belongs(draft, plan, member.code));
    const draft = there ?? begun(plan, detail, agency);
    const next = carried(draft, detail, member, source);
    if (there) await changeDraft(draft.id, (now) => carried(now, detail, member, source), Date.now());
    else await putDraft({ ...next, skip: [...(next.skip ?? []), ...knownSteps(next)] });
    for (const { page, paper } of carriedPages(draft, member, source)) await copyPage(draft.id, page, paper);
    return { id: draft.id };
  } catch {
    // Whatever the browser's reason: nothing was begun that could be lost.
    return { fault: 'not_kept' };
  }
}

const belongs = ({ family, procedure }: Draft, { id }: SetPlan, code: string): boolean => family?.id === id && procedure === code;

/** For whom it is and how the result comes is the same for the whole set. */
function begun(plan: SetPlan, { code, version, short_name, mode, result }: ProcedureDetail, agency: string): Draft {
  const seed = { id: newId(), account: account.peek()?.id ?? null, procedure: code, version, procedure_name: short_name, agency, kind: mode };
  const draft: Draft = { ...newDraft(seed, Date.now()), family: plan };
  const first = plan.reuse ? inSet(plan)[0] : undefined;
  if (!first) return draft;
  const way = first.result && (result?.ways ?? [first.result.how]).includes(first.result.how) ? first.result : null;
  return { ...draft, relation: first.relation, owner: first.owner, result: way, tell: first.tell ?? null };
}

const knownSteps = ({ relation, result }: Draft): string[] => [...(relation ? ['cho-ai'] : []), ...(result ? ['ket-qua'] : [])];

/** What this phone knows of the set, the first begun first. */
function inSet(plan: SetPlan): Draft[] {
  const open = drafts.peek().filter(({ family }) => family?.id === plan.id);
  const sent = records.peek().filter((record) => (record.summary?.family ?? record.sent?.family?.id) === plan.id);
  return [...open, ...sent.map(asDraft)].sort((one, other) => one.created_at - other.created_at);
}

const draftIn = (plan: SetPlan, code: string): Draft | null => inSet(plan).find(({ procedure }) => procedure === code) ?? null;

/** Its pages lie at the commune, which needs no second copy of them. */
function asDraft(record: DossierRecord): Draft {
  const draft = record.sent ?? draftFrom(record, record.detail?.procedure_version ?? 1, record.account);
  return { ...draft, pages: draft.pages.map((page) => ({ ...page, at_server: true })) };
}

async function copyPage(draft: string, page: PageRef, paper: string): Promise<void> {
  const stored = page.at_server ? undefined : await getPage(page.id);
  const { at_server, ...plain } = page;
  const copy: PageRef = { ...plain, id: newId(), paper };
  if (stored) await keepPage(draft, copy, stored.blob, null, Date.now());
  else if (at_server) await changeDraft(draft, (now) => ({ ...now, pages: [...now.pages, { ...copy, at_server: true }] }), Date.now());
}
