import { newId } from '../domain/ids';
import { commandKey, newEntry } from '../domain/outbox';
import { commandBody } from '../domain/payload';
import { whileSaving } from '../state/open-draft';
import { removeDraft as remove } from '../storage/drafts';
import { enqueue } from '../storage/outbox';
import { startSending } from './sending';

/**
 * The draft and its pages leave this phone; nothing was sent of it. What was saved of it at the
 * commune is thrown away there, too, when the link allows.
 */
export async function removeDraft(id: string): Promise<void> {
  await whileSaving(async () => {
    const draft = await remove(id);
    if (!draft?.saved_at) return;
    const command = newId();
    const entry = newEntry(
      {
        key: commandKey(command),
        kind: 'forget',
        dossier: id,
        account: draft.account,
        path: `/api/commands/${command}`,
        body: commandBody('forget', id, {}),
        revision: 1,
        title: draft.procedure_name,
        owner_name: '',
        pages: [],
      },
      Date.now(),
    );
    await enqueue(entry, null);
    startSending();
  });
}
