// The draft on the screen, and one that is asked for before it lies here.
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { filingFor } from '../../src/state/mine';
import { closeDraft, draftMissing, openDraft, showDraft } from '../../src/state/open-draft';
import { account, openShelf } from '../../src/state/shelf';
import { getDraft, putDraft } from '../../src/storage/drafts';
import { clearStores } from '../support/clear';
import { aDraft, ALICE, signedIn } from '../support/dossiers';

beforeEach(async () => {
  await clearStores();
  await openShelf();
  await signedIn();
  await vi.waitFor(() => expect(account.value?.id).toBe(ALICE));
});
afterEach(closeDraft);

// Seen failing while a draft that was not there was looked for once only.
it('is shown when it comes back from the commune while its address is open', async () => {
  await showDraft('d1');
  expect(draftMissing.value).toBe(true);
  await putDraft(aDraft('d1'));
  await vi.waitFor(() => expect(openDraft.value?.id).toBe('d1'));
  expect(draftMissing.value).toBe(false);
});

// Seen failing without forgetting what was asked for.
it('is left alone once the person has gone elsewhere', async () => {
  await showDraft('d1');
  closeDraft();
  await putDraft(aDraft('d1'));
  await getDraft('d1');
  expect(openDraft.value).toBeNull();
});

// Seen failing while whatever was read was shown: a neighbour's name stood on the screens that follow.
it('is not shown to somebody who left while it was read', async () => {
  await putDraft(aDraft('d1', { relation: 'neighbour', owner: { full_name: 'Sùng Thị Ví Dụ' } }));
  const shown = showDraft('d1');
  closeDraft();
  await shown;
  expect(openDraft.value).toBeNull();
  expect(filingFor.value).toBeNull();
});
