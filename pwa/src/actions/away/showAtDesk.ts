import { type Answer, call } from '../../api/client';
import type { Draft } from '../../domain/draft';
import { submissionBody } from '../../domain/payload';
import type { ProcedureDetail } from '../../domain/procedure';
import { account } from '../../state/shelf';
import { editDraft } from '../editDraft';

export type Shown = { kind: 'kept' } | { kind: 'sign_in' } | { kind: 'no_link' } | { kind: 'refused'; said: string };

/**
 * Keeps the draft at the commune without handing it in, so that the desk can open it by its code.
 * Each try uses up a revision: one whose answer was lost may have arrived, and a later "Gửi" must
 * be newer than all of them.
 */
export async function showAtDesk(detail: ProcedureDetail, draft: Draft): Promise<Shown> {
  const person = account.peek();
  if (!person) return { kind: 'sign_in' };
  const first = await keep(detail, draft, draft.revision, person.full_name);
  const newer = revisionThere(first);
  return shownBy(newer === null ? first : await keep(detail, draft, newer + 1, person.full_name));
}

async function keep(
  detail: ProcedureDetail,
  draft: Draft,
  revision: number,
  submitter: string,
): Promise<Answer<unknown>> {
  await editDraft((now) => ({ ...now, revision: Math.max(now.revision, revision + 1) }));
  const body = submissionBody(detail, { ...draft, revision }, submitter, Date.now(), false);
  const headers = { 'Content-Type': 'application/json' };
  return call('PUT', `/api/dossiers/${draft.id}`, { body, headers });
}

/** The revision that another phone, or a try whose answer was lost, has left there. */
function revisionThere(answer: Answer<unknown>): number | null {
  if (answer.kind !== 'problem' || answer.status !== 409) return null;
  const { revision } = answer.problem.members;
  return typeof revision === 'number' ? revision : null;
}

function shownBy(answer: Answer<unknown>): Shown {
  if (answer.kind === 'ok') return { kind: 'kept' };
  if (answer.kind !== 'problem') return { kind: 'no_link' };
  if (answer.status === 401) return { kind: 'sign_in' };
  return { kind: 'refused', said: answer.problem.detail || answer.problem.title };
}
