import { type DraftSeed, newDraft } from '../domain/draft';
import { newId } from '../domain/ids';
import type { ProcedureDetail } from '../domain/procedure';
import { eligibilityAnswers } from '../state/procedure-page';
import { account } from '../state/shelf';
import { putDraft } from '../storage/drafts';

/** A new draft of this procedure; its id is the dossier's for ever. Throws when nothing can be kept. */
export async function startDraft(
  detail: Pick<ProcedureDetail, 'code' | 'version' | 'short_name' | 'mode'>,
  agency: string,
): Promise<string> {
  const seed: DraftSeed = {
    id: newId(),
    account: account.peek()?.id ?? null,
    procedure: detail.code,
    version: detail.version,
    procedure_name: detail.short_name,
    agency,
    kind: detail.mode,
  };
  const given = eligibilityAnswers.peek();
  const eligibility = given?.code === detail.code ? given.answers : {};
  await putDraft({ ...newDraft(seed, Date.now()), eligibility });
  eligibilityAnswers.value = null;
  return seed.id;
}
