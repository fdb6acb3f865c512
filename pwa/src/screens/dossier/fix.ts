import { editDraft } from '../../actions/editDraft';
import { draftOf, type OutboxEntry } from '../../domain/outbox';
import { paths } from '../../router/paths';
import { go } from '../../state/navigation';
import { showDraft } from '../../state/open-draft';

/**
 * The draft is still here with all its pages. Touching it begins the next revision, so what the
 * server may already have of the frozen one is replaced as a whole, never mixed.
 */
export async function openToFix(entry: OutboxEntry): Promise<void> {
  const id = draftOf(entry);
  await showDraft(id);
  await editDraft((draft) => draft);
  go(paths.apply(id, entry.kind === 'supplement' ? 'bo-sung' : 'kiem-tra'));
}
