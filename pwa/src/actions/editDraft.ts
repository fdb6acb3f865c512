import type { Answer } from '../domain/answers';
import { type Draft, hasContent } from '../domain/draft';
import { openDraft, putOpenDraft, whileSaving } from '../state/open-draft';
import { askToKeep } from '../state/room';
import { changeDraft } from '../storage/drafts';

/**
 * Changes the draft on the screen and keeps it. A draft whose earlier revision lies in the outbox
 * begins its next revision with the first change, so the frozen bytes are never touched.
 */
export async function editDraft(change: (draft: Draft) => Draft): Promise<void> {
  const shown = openDraft.peek();
  if (!shown) return;
  const whole = (draft: Draft): Draft => {
    const next = change(draft);
    return next.frozen === next.revision ? { ...next, revision: next.revision + 1 } : next;
  };
  putOpenDraft(whole(shown));
  await whileSaving(() => changeDraft(shown.id, whole, Date.now()));
}

/** undefined takes the answer away. */
export function setAnswer(key: string, value: Answer | undefined): Promise<void> {
  return editDraft((draft) => ({ ...draft, answers: withAnswer(draft.answers, key, value) }));
}

export function setEligibility(key: string, value: boolean): Promise<void> {
  return editDraft((draft) => ({
    ...draft,
    eligibility: withAnswer(draft.eligibility, key, value),
  }));
}

/** Where to go on next time; no change of the content. */
export async function rememberStep(step: string): Promise<void> {
  const shown = openDraft.peek();
  if (!shown || shown.step === step) return;
  if (hasContent(shown)) void askToKeep();
  putOpenDraft({ ...shown, step });
  await whileSaving(() => changeDraft(shown.id, (draft) => ({ ...draft, step }), Date.now()));
}

function withAnswer(answers: Draft['answers'], key: string, value: Answer | undefined): Draft['answers'] {
  if (value !== undefined) return { ...answers, [key]: value };
  return Object.fromEntries(Object.entries(answers).filter(([each]) => each !== key));
}
