import { stateOf } from '../../domain/dossier';
import { draftFrom } from '../../domain/rebuild';
import { restored } from '../../state/mine';
import { loadProcedure } from '../../state/procedures';
import { account } from '../../state/shelf';
import { allDossiers, getDossier } from '../../storage/dossiers';
import { getDraft, putDraft } from '../../storage/drafts';
import { loadDossier } from '../refreshDossiers';

/** Drafts that lie at the commune and not here become drafts here, and the person is told; whether all of them are. */
export async function restoreDrafts(): Promise<boolean> {
  const whose = account.peek()?.id;
  let all = true;
  for (const { id, ...record } of await allDossiers()) {
    const mine = record.account === whose && stateOf({ id, ...record }) === 'draft';
    if (!mine || (await getDraft(id))) continue;
    const loaded = await loadDossier(id);
    if (loaded === 'no_link' || loaded === 'sign_in') all = false;
    // Whoever signed out meanwhile has no drafts here any more.
    if (account.peek()?.id !== whose) return false;
    if (loaded !== 'ok') continue;
    const told = await getDossier(id);
    if (!told?.detail) continue;
    const draft = draftFrom(told, told.detail.procedure_version ?? 1, null);
    await putDraft({ ...draft, saved_at: draft.updated_at });
    restored.value += 1;
    await loadProcedure(draft.procedure, draft.version);
  }
  return all;
}
