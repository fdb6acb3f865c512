import type { DossierRecord } from '../domain/dossier';
import { type Draft, newDraft, type SupplementAsk } from '../domain/draft';
import { newId } from '../domain/ids';
import { supplementKey } from '../domain/outbox';
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
  await putDraft({ ...base, account: record.account ?? base.account, revision: revision + 1, frozen: null, step: '', updated_at: Date.now() });
  return record.id;
}

/** A draft that holds only what the officer asked for. Answers its id. */
export async function startSupplement(record: DossierRecord): Promise<string | null> {
  const request = record.detail?.supplement;
  if (!request) return null;
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

/** What another phone sent: the server has all of it but the version that the form had. */
async function fromServer(record: DossierRecord): Promise<Draft> {
  const detail = record.detail;
  const seed = {
    id: record.id,
    account: record.account ?? account.peek()?.id ?? null,
    procedure: detail?.procedure ?? record.summary?.procedure ?? '',
    version: await versionOf(record),
    procedure_name: record.title,
    agency: detail?.agency ?? '',
    kind: detail?.kind ?? ('form' as const),
  };
  const owner = detail?.people?.owner ?? null;
  return {
    ...newDraft(seed, Date.now()),
    relation: detail?.relation ?? 'self',
    owner: owner ?? { full_name: record.owner_name },
    answers: detail?.answers ?? {},
    pages: (detail?.pages ?? []).map(({ paper, sha256, bytes, media_type }) => ({
      id: newId(),
      paper,
      sha256,
      bytes,
      media_type: media_type ?? 'image/webp',
    })),
    paper_gaps: (detail?.gaps ?? [])
      .filter((gap) => gap.startsWith('paper:'))
      .map((gap) => gap.slice('paper:'.length)),
    result: detail?.result ?? null,
  };
}

async function versionOf(record: DossierRecord): Promise<number> {
  const told = record.detail?.procedure_version ?? record.sent?.version;
  if (told !== undefined) return told;
  const newest = await loadProcedure(record.detail?.procedure ?? '');
  return 'data' in newest ? newest.data.version : 1;
}
