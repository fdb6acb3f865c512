// What is saved to the account, when, and what a phone without storage gets back of it.
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { restoreSession } from '../../src/actions/restore';
import { restoreDrafts } from '../../src/actions/session/restoreDrafts';
import { removeDraft } from '../../src/actions/removeDraft';
import { keepDraftsSaved } from '../../src/actions/saveDraftAway';
import { dossierKey } from '../../src/domain/outbox';
import { link } from '../../src/state/connection';
import { restored } from '../../src/state/mine';
import { openDraft } from '../../src/state/open-draft';
import { account, entries, openShelf } from '../../src/state/shelf';
import { changeDossier } from '../../src/storage/dossiers';
import { changeDraft, getDraft, putDraft } from '../../src/storage/drafts';
import { allEntries, dropEntry, getEntry, settleEntry } from '../../src/storage/outbox';
import { keepPage } from '../../src/storage/pages';
import { clearStores } from '../support/clear';
import { aDraft, ALICE, NOW, shaOf, signedIn, submitted } from '../support/dossiers';
import { json, noLink, problem, scripted } from '../support/network';

const realTimeout = setTimeout;
const send = vi.fn();
let listening = false;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await clearStores();
  await openShelf();
  await signedIn();
  await vi.waitFor(() => expect(account.value?.id).toBe(ALICE));
  link.value = 'good';
  send.mockClear();
  if (!listening) keepDraftsSaved(send);
  listening = true;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Each change at a moment of its own, as on a phone. */
let moment = NOW;
const soon = (): number => (moment += 1);
const filled = (id: string, changes = {}) => aDraft(id, { answers: { ten: 'A' }, updated_at: soon(), ...changes });
const page = (id: string) => ({ id, paper: 'giay', sha256: shaOf(id, 1), bytes: 10, media_type: 'image/webp' });
/** The storage's own work comes first: it needs real turns of the loop. */
async function wait(ms: number): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await new Promise((done) => realTimeout(done, 0));
  await vi.advanceTimersByTimeAsync(ms);
  for (let turn = 0; turn < 30; turn += 1) await new Promise((done) => realTimeout(done, 0));
}
const saved = async () => (await allEntries()).filter(({ kind }) => kind === 'save').map(({ dossier }) => dossier);

/** Seen failing without the waiting: then every key made a save. */
it('saves a draft once nobody has typed for a while, not at every key', async () => {
  await putDraft(filled('a'));
  for (const ten of ['B', 'BC', 'BCD']) {
    await wait(15_000);
    await changeDraft('a', (draft) => ({ ...draft, answers: { ten } }), soon());
    expect(await saved()).toEqual([]);
  }
  await wait(25_000);
  await vi.waitFor(() => expect(send).toHaveBeenCalledOnce());
  const entry = await getEntry(dossierKey('a'));
  expect(entry).toMatchObject({ kind: 'save', account: ALICE, revision: 1, pages: [] });
  expect(JSON.parse(entry?.body ?? '')).toMatchObject({ payload: 2, submit: false, answers: { ten: 'BCD' }, manifest: [] });
  expect((await getDraft('a'))?.revision).toBe(2);
});

/** Seen failing without the questions asked by `wantsSaving` and of the link and the queue. */
it.each([
  ['the link is weak', () => void (link.value = 'weak')],
  ['something waits to be sent', async () => void (await submitted('b', 1))],
  ['it is a submission that was opened again', async () => {
    await changeDossier('a', () => ({ ...server('a'), detail: { ...server('a').detail, state: '1' } }) as never);
  }],
  ['it is of somebody else', async () => void (await putDraft(filled('a', { account: 'bob' })))],
  ['nothing is in it', async () => void (await putDraft(aDraft('a')))],
  ['it answers a request of the desk', async () => void (await putDraft(filled('a', { supplement: { request: 'r', papers: [] } })))],
])('saves nothing while %s', async (_why, spoil) => {
  await putDraft(filled('a'));
  await spoil();
  await wait(60_000);
  expect(await saved()).toEqual([]);
  expect(send).not.toHaveBeenCalled();
});

it('sends photographs only where bytes cost nothing, and never takes saved ones away', async () => {
  await putDraft(filled('a'));
  await keepPage('a', page('p1'), new Blob(['0123456789']), null, soon());
  vi.stubGlobal('navigator', { ...navigator, connection: { type: 'wifi' } });
  await wait(25_000);
  await vi.waitFor(() => expect(send).toHaveBeenCalledOnce());
  const first = await getEntry(dossierKey('a'));
  expect(first?.pages.map(({ sha256 }) => sha256)).toEqual([shaOf('p1', 1)]);
  await settleEntry(first!, null);
  expect((await getDraft('a'))?.pages[0]?.at_server).toBe(true);
  vi.stubGlobal('navigator', { ...navigator, connection: { type: 'cellular' } });
  await keepPage('a', page('p2'), new Blob(['0123456789']), null, Date.now() + 1000);
  await wait(25_000);
  await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(2));
  const second = JSON.parse((await getEntry(dossierKey('a')))?.body ?? '') as { manifest: { sha256: string }[] };
  expect(second.manifest.map(({ sha256 }) => sha256)).toEqual([shaOf('p1', 1)]);
});

const server = (id: string) => ({
  id,
  account: ALICE,
  title: 'Bản sao',
  owner_name: '',
  receipt: null,
  summary: null,
  etag: null,
  sent: null,
  stale: false,
  updated_at: NOW,
  detail: {
    ...{ id, slip: null, code: null, procedure: '2.000635', procedure_name: 'Bản sao', procedure_version: 3 },
    ...{ state: 'draft' as const, owner_name: '', agency: 'H56.126', kind: 'form', revision: 4, step: 'papers' },
    ...{ people: { owner: { full_name: '' } }, relation: null, answers: { ten: 'A' }, eligibility: { co: true } },
    ...{ result: null, consents: ['process'], gaps: ['paper:don'], updated_at: '2026-11-23T02:00:00Z' },
    ...{ events: [], results: [], letters: [], openings: [], supplement: null, pickup: null, editable: true },
    pages: [{ id: 'x', paper: 'giay', page: 1, sha256: shaOf('x', 1), bytes: 10, thumbnail_url: '/t', page_url: null }],
  },
});

/** Seen failing without `at_server` and the revision above the server's. */
it('makes drafts again of what the commune has, and says how many', async () => {
  restored.value = 0;
  await changeDossier('a', () => ({ ...server('a'), detail: null, summary: server('a').detail }) as never);
  await changeDossier('b', () => ({ ...server('b'), detail: { ...server('b').detail, state: '1' } }) as never);
  const { fetch } = scripted((request) => (request.path === '/api/dossiers/a' ? json(200, server('a').detail) : json(404, {})));
  // Seen failing where a broken link counted as done.
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no link')));
  expect([await restoreDrafts(), restored.value]).toEqual([false, 0]);
  vi.stubGlobal('fetch', fetch);
  expect([await restoreDrafts(), restored.value]).toEqual([true, 1]);
  expect(await getDraft('b')).toBeUndefined();
  expect(await getDraft('a')).toMatchObject({
    ...{ account: ALICE, procedure: '2.000635', version: 3, agency: 'H56.126', kind: 'form', revision: 5, step: 'papers' },
    ...{ owner: null, relation: null, answers: { ten: 'A' }, eligibility: { co: true }, consents: ['process'] },
    ...{ paper_gaps: ['don'], pages: [{ sha256: shaOf('x', 1), at_server: true }], updated_at: NOW, saved_at: NOW },
  });
});

/** Seen failing with each of the two counted as done: the drafts never came back after the next sign-in. */
it.each([
  ['the session ended while a form lies open', () => {
    openDraft.value = aDraft('c');
    return problem(401, 'session_ended');
  }],
  ['somebody signed out before the last answer', () => {
    account.value = null;
    return json(200, server('a').detail);
  }],
])('does not count as done what was interrupted: %s', async (_why, answer) => {
  await changeDossier('a', () => ({ ...server('a'), detail: null, summary: server('a').detail }) as never);
  vi.stubGlobal('fetch', scripted(answer).fetch);
  expect(await restoreDrafts()).toBe(false);
  openDraft.value = null;
});

/** Seen failing when the answer was not kept: every opening then asked again. */
it('asks once who is signed in on a phone that has nothing', async () => {
  await clearStores();
  account.value = null;
  const me = { person: { id: 'p', full_name: 'Vàng A Vừa', phone_masked: null, role: 'citizen' }, agency: null, device_id: 'd', send_token: 'mc1_new' };
  const { fetch, asked } = scripted(() => (asked.length > 1 ? json(201, me) : new Response('<html>', { headers: { 'Content-Type': 'text/html' } })));
  vi.stubGlobal('fetch', fetch);
  await restoreSession();
  expect(account.value).toBeNull();
  await restoreSession();
  await vi.waitFor(() => expect(account.value).toMatchObject({ id: 'p', send_token: 'mc1_new', cursor: 0 }));
  account.value = null;
  await restoreSession();
  expect(asked).toHaveLength(2);
});

/** Seen failing without the command: the draft came back with the next list of the commune's. */
it('throws a draft away at the commune, too, but only one that may lie there', async () => {
  vi.stubGlobal('fetch', scripted(noLink).fetch);
  const only = async () => (await allEntries()).map(({ kind, dossier }) => [kind, dossier]);
  await putDraft(filled('a'));
  await removeDraft('a');
  expect(await only()).toEqual([]);
  await putDraft(filled('b'));
  await wait(25_000);
  expect(await saved()).toEqual(['b']);
  await removeDraft('b');
  expect(await only()).toEqual([['forget', 'b']]);
  expect(await getDraft('b')).toBeUndefined();
  expect(entries.value).toEqual([]);
});

/** Seen failing while only a later change counted: nothing more of the draft was saved for years. */
it('saves a draft again whose last saving was by a clock that ran years ahead', async () => {
  const ahead = NOW + 5 * 365 * 86_400_000;
  await putDraft(filled('a', { updated_at: ahead, saved_at: ahead }));
  await wait(25_000);
  expect(await saved()).toEqual([]);
  await changeDraft('a', (draft) => ({ ...draft, answers: { ten: 'B' } }), NOW);
  await wait(25_000);
  await vi.waitFor(async () => expect(await saved()).toEqual(['a']));
});

/** Seen failing without the note: the same bytes went and were refused every twenty seconds, on a link that is paid for. */
it('does not offer again what was refused for good, until it is changed or somebody signs in again', async () => {
  await putDraft(filled('a'));
  const refusedOnce = async (): Promise<void> => {
    await wait(25_000);
    expect(await saved()).toEqual(['a']);
    await dropEntry((await getEntry(dossierKey('a')))!);
    await wait(60_000);
    expect(await saved()).toEqual([]);
  };
  await refusedOnce();
  await changeDraft('a', (draft) => ({ ...draft, answers: { ten: 'B' } }), soon());
  await refusedOnce();
  await signedIn(ALICE, 'mc1_newer');
  await refusedOnce();
});
