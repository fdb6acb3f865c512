/**
 * A browser that lacks room may throw everything away that a page kept, and a new phone has nothing:
 * then the server gives back what it holds. The cookie outlives the storage.
 */
import { postSendToken } from '../api/session';
import { stateOf } from '../domain/dossier';
import { draftFrom } from '../domain/rebuild';
import { restored } from '../state/mine';
import { loadProcedure } from '../state/procedures';
import { account } from '../state/shelf';
import { getCatalogue, putCatalogue, SESSION_KEY } from '../storage/catalogue';
import { allDossiers, getDossier } from '../storage/dossiers';
import { getDraft, putDraft } from '../storage/drafts';
import { loadDossier } from './refreshDossiers';
import { allAccounts, signInAccount } from '../storage/accounts';
import { accountOf } from './session/account';

/**
 * Asked once on every new storage; until there was an answer, at every opening. A phone that knows
 * anybody was not evicted: whoever signed out without a link must not come back by the cookie.
 */
export async function restoreSession(): Promise<void> {
  if ((await allAccounts())[0] || (await getCatalogue(SESSION_KEY))) return;
  const answer = await postSendToken();
  if (answer.kind !== 'ok') return;
  await putCatalogue({ key: SESSION_KEY, etag: null, data: null, at: Date.now() });
  if (answer.body) await signInAccount(accountOf(answer.body));
}

/** Drafts that lie at the commune and not here become drafts here, and the person is told. */
export async function restoreDrafts(): Promise<void> {
  for (const { id, ...record } of await allDossiers()) {
    const mine = record.account === account.peek()?.id && stateOf({ id, ...record }) === 'draft';
    if (!mine || (await getDraft(id)) || (await loadDossier(id)) !== 'ok') continue;
    const told = await getDossier(id);
    if (!told?.detail) continue;
    const draft = draftFrom(told, told.detail.procedure_version ?? 1, null);
    await putDraft({ ...draft, saved_at: draft.updated_at });
    restored.value += 1;
    await loadProcedure(draft.procedure, draft.version);
  }
}
