// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { beforeEach, expect, it, vi } from 'vitest';
import { restoreSession } from '../../src/actions/restore';
import { finishSignOut, signOut } from '../../src/actions/session/signOut';
import { account, openShelf } from '../../src/state/shelf';
import { allAccounts, currentAccount } from '../../src/storage/accounts';
import { clearStores } from '../support/clear';
import { signedIn } from '../support/dossiers';
import { noLink, portal, problem, scripted } from '../support/network';

beforeEach(async () => {
  localStorage.clear();
  await openShelf();
  await clearStores();
  await signedIn();
  await vi.waitFor(() => expect(account.value).not.toBeNull());
});

const answering = (script: Parameters<typeof scripted>[0]) => {
  const { fetch, asked } = scripted(script);
  vi.stubGlobal('fetch', fetch);
  return asked;
};

it.each([noLink, portal, () => problem(503, 'database_away')])('leaves at once, keeps the token, and tells the server later', async (script) => {
  answering(script);
  await signOut();
  expect(await currentAccount()).toBeNull();
  expect((await allAccounts())[0]?.send_token).toBe('mc1_alice');
  await vi.waitFor(() => expect(account.value).toBeNull());
  answering(portal);
  await finishSignOut();
  const asked = answering(() => new Response(null, { status: 204 }));
  await finishSignOut();
  await finishSignOut();
  expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['DELETE /api/session']);
});

it('never ends the session of whoever came after', async () => {
  answering(noLink);
  await signOut();
  await signedIn('bob');
  await vi.waitFor(() => expect(account.value?.id).toBe('bob'));
  const asked = answering(() => new Response(null, { status: 204 }));
  await finishSignOut();
  expect(asked).toEqual([]);
});

it('does not come back by the cookie that is still there', async () => {
  answering(noLink);
  await signOut();
  await vi.waitFor(() => expect(account.value).toBeNull());
  const asked = answering(() => noLink());
  await restoreSession();
  expect(asked).toEqual([]);
  expect(await currentAccount()).toBeNull();
});
