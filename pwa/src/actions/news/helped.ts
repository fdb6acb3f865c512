/**
 * What was filed for a neighbour: the commune shows it to whoever helped for thirty days, or until that
 * consent ends, and the phone that helped keeps it no longer than that.
 */
import type { DossierDetail, DossierRecord, DossierSummary } from '../../domain/dossier';
import { account, records } from '../../state/shelf';
import { changeDossiers } from '../../storage/dossiers';
import { loadDossier } from '../refreshDossiers';

/** For so long the commune shows it to a helper, in ms (backend: HELPER_SEES). */
const SHOWN_MS = 30 * 24 * 60 * 60 * 1000;
/** So many are asked after at once: one more small question each, on a weak link. */
const MOST_ASKED = 5;

/**
 * The commune does not show it any more: its receipt stays, and its line in the list. Of one's own and
 * of one's family, which have no such limit, everything stays: such a server has lost it.
 */
export async function forgetHelped(id: string): Promise<void> {
  await changeDossiers([id], (known) => (known?.receipt && holdsHelped(known) ? onlyReceipt(known) : null));
}

/** Nobody opens a neighbour's dossier for this: the commune is asked after those whose time is over. */
export async function askAfterHelped(): Promise<void> {
  const over = Date.now() - SHOWN_MS;
  const old = records.peek().filter((each) => Date.parse(each.receipt?.received_at ?? '') < over && holdsHelped(each));
  for (const { id } of old.slice(0, MOST_ASKED)) await loadDossier(id);
}

/** As the server decides it (`dossiers/submission.py::_limit_helper`). */
function holdsHelped({ account: sender, detail, sent }: DossierRecord): boolean {
  const person = account.peek();
  const relation = detail?.relation ?? sent?.relation ?? 'self';
  const owner = detail?.people?.owner ?? sent?.owner;
  const close = relation === 'self' || (relation === 'family' && person?.role !== 'volunteer');
  // Another person's 404 says nothing of what somebody else filed from this phone.
  return sender === person?.id && !close && !owner?.same_as_submitter;
}

function onlyReceipt({ id, account: sender, title, owner_name, receipt, summary, updated_at }: DossierRecord): DossierRecord {
  const forgotten = { detail: null, etag: null, sent: null, stale: false };
  return { id, account: sender, title, owner_name, receipt, summary: summary && lineOf(summary), ...forgotten, updated_at };
}

/** The summary of a dossier that was opened is its whole detail, answers and people too. */
function lineOf(summary: DossierSummary & Partial<DossierDetail>): DossierSummary {
  const { id, slip, code, procedure, procedure_name, state, owner_name, received_at, next, updated_at } = summary;
  const { answer_due, binding_due, provisional_due = null, supplement_due = null, family } = summary;
  const dues = { answer_due, binding_due, provisional_due, supplement_due };
  const line = { id, slip, code, procedure, procedure_name, state, owner_name, received_at, next, updated_at, ...dues };
  return family ? { ...line, family } : line;
}
