/** A draft made again of what the server has of a dossier. */
import type { DossierRecord } from './dossier';
import { type Draft, newDraft } from './draft';
import { newId } from './ids';

/** Its pages lie at the server: they stand in the next manifest and do not travel again. */
export function draftFrom(record: DossierRecord, version: number, holder: string | null): Draft {
  const { detail, sent } = record;
  // Where the phone has not been told the whole dossier yet, it may be the one that sent it.
  const known = detail ?? sent;
  const seed = {
    id: record.id,
    account: record.account ?? holder,
    procedure: known?.procedure ?? record.summary?.procedure ?? '',
    version,
    procedure_name: record.title,
    agency: known?.agency ?? '',
    kind: known?.kind ?? ('form' as const),
  };
  const owner = detail?.people?.owner ?? { full_name: record.owner_name };
  return {
    ...newDraft(seed, record.updated_at),
    relation: known?.relation ?? null,
    owner: owner.full_name ? owner : null,
    answers: detail?.answers ?? {},
    eligibility: detail?.eligibility ?? {},
    pages: (detail?.pages ?? []).map(({ paper, sha256, bytes, media_type }) => ({
      ...{ id: newId(), paper, sha256, bytes, at_server: true },
      media_type: media_type ?? 'image/webp',
    })),
    paper_gaps: (detail?.gaps ?? [])
      .filter((gap) => gap.startsWith('paper:'))
      .map((gap) => gap.slice('paper:'.length)),
    result: detail?.result ?? null,
    consents: detail?.consents ?? [],
    tell: detail?.tell ?? null,
    revision: (detail?.revision ?? 0) + 1,
    step: detail?.step ?? '',
  };
}
