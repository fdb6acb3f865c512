import type { DossierRecord, SupplementRequest } from '../domain/dossier';
import type { Draft, SupplementAsk } from '../domain/draft';
import { supplementKey } from '../domain/outbox';
import { draftFrom } from '../domain/rebuild';
import { loadProcedure } from '../state/procedures';
import { account } from '../state/shelf';
import { getDraft, putDraft } from '../storage/drafts';

/**
 * "Sửa", "Đổi ảnh": while no officer has opened the dossier, it becomes a draft again whose next
 * "gửi" is a new version under the same slip number. Pages already sent keep their hashes, so their
 * bytes need not travel again. Answers the draft's id.
 */
export async function editSubmitted(record: DossierRecord): Promise<string> {
  const there = await getDraft(record.id);
  if (there) return there.id;
  const revision = record.detail?.revision ?? record.receipt?.revision ?? 1;
  const base = record.sent ?? (await fromServer(record));
  const mine = { account: record.account ?? base.account, revision: revision + 1 };
  await putDraft({ ...base, ...mine, frozen: null, saved_at: 0, step: '', updated_at: Date.now() });
  return record.id;
}

/** A draft that holds only what the officer asked for. Answers its id. */
export async function startSupplement(record: DossierRecord, request: SupplementRequest): Promise<string> {
  const id = supplementKey(record.id, request.request_id);
  if (await getDraft(id)) return id;
  const ask: SupplementAsk = {
    request: request.request_id,
    papers: request.items.map(({ paper, name, reason }) =>
      reason ? { paper, name, reason } : { paper, name },
    ),
    ...(request.text ? { text: request.text } : {}),
  };
  const base = await fromServer(record);
  const revision = (request.revision ?? 0) + 1;
  await putDraft({ ...base, id, answers: {}, pages: [], supplement: ask, revision });
  return id;
}

/** The dossier whose supplement a draft's id names, else the draft's own id. */
export function dossierOfDraft(draft: Draft): string {
  return draft.supplement ? (draft.id.split(':')[1] ?? draft.id) : draft.id;
}

/** What another phone sent: the server has all of it but, in older times, the version that the form had. */
const fromServer = async (record: DossierRecord): Promise<Draft> =>
  draftFrom(record, await versionOf(record), account.peek()?.id ?? null);

async function versionOf(record: DossierRecord): Promise<number> {
  const told = record.detail?.procedure_version ?? record.sent?.version;
  if (told !== undefined) return told;
  const newest = await loadProcedure(record.summary?.procedure ?? '');
  return 'data' in newest ? newest.data.version : 1;
}
