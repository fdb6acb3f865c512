import type { DossierRecord } from '../domain/dossier';
import type { Draft } from '../domain/draft';
import type { LocalRates } from '../domain/fees';
import { newId } from '../domain/ids';
import {
  commandKey,
  dossierKey,
  newEntry,
  type OutboxEntry,
  supplementKey,
} from '../domain/outbox';
import { commandBody, numbered, sentPages, submissionBody, supplementBody } from '../domain/payload';
import type { ProcedureDetail } from '../domain/procedure';
import { whileSaving } from '../state/open-draft';
import { askToKeep } from '../state/room';
import { account } from '../state/shelf';
import { enqueue } from '../storage/outbox';
import { startSending } from './sending';

/**
 * "Gửi": freezes the bytes and hands them to the outbox. Works signed out and without a link; what
 * happens next is shown from the outbox. Null: the phone could not keep it, and says so.
 */
export async function submitDossier(
  detail: ProcedureDetail | null,
  draft: Draft,
  local?: LocalRates,
): Promise<OutboxEntry | null> {
  const now = Date.now();
  const submitter = draft.owner?.full_name ?? account.peek()?.full_name ?? '';
  const entry = newEntry(
    {
      key: dossierKey(draft.id),
      kind: 'submit',
      dossier: draft.id,
      account: draft.account ?? account.peek()?.id ?? null,
      path: `/api/dossiers/${draft.id}`,
      body: submissionBody(detail, draft, submitter, now, true, local),
      revision: draft.revision,
      title: draft.procedure_name,
      owner_name: submitter,
      pages: numbered(sentPages(detail, draft)),
    },
    now,
  );
  return hand(entry, draft);
}

/** The answer to a supplement request: only what was asked for. */
export async function submitSupplement(dossier: string, draft: Draft): Promise<OutboxEntry | null> {
  const request = draft.supplement?.request;
  if (!request) return null;
  const entry = newEntry(
    {
      key: supplementKey(dossier, request),
      kind: 'supplement',
      dossier,
      account: draft.account,
      path: `/api/dossiers/${dossier}/supplements/${request}`,
      body: supplementBody(draft),
      revision: draft.revision,
      title: draft.procedure_name,
      owner_name: draft.owner?.full_name ?? '',
      pages: numbered(draft.pages),
    },
    Date.now(),
  );
  return hand(entry, draft);
}

export async function withdraw({ id: dossier, title, account: owner }: DossierRecord, reason: string): Promise<boolean> {
  const id = newId();
  const entry = newEntry(
    {
      key: commandKey(id),
      kind: 'withdraw',
      dossier,
      account: owner ?? account.peek()?.id ?? null,
      path: `/api/commands/${id}`,
      body: commandBody('withdraw', dossier, reason ? { reason } : {}),
      revision: 1,
      title,
      owner_name: '',
      pages: [],
    },
    Date.now(),
  );
  return (await hand(entry, null)) !== null;
}

async function hand(entry: OutboxEntry, draft: Draft | null): Promise<OutboxEntry | null> {
  const kept = await whileSaving(() => enqueue(entry, draft));
  if (kept) {
    startSending();
    void askToKeep();
  }
  return kept;
}
