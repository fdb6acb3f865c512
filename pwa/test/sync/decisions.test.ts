// @vitest-environment node
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { newEntry, type OutboxEntry } from '../../src/domain/outbox';
import { allAccounts } from '../../src/storage/accounts';
import { dropDatabase, writing } from '../../src/storage/database';
import { getDraft, putDraft } from '../../src/storage/drafts';
import { allEntries, changeEntry, enqueue, getEntry, holdEntry, wakeEntries } from '../../src/storage/outbox';
import { signInAccount } from '../../src/storage/sign-in';
import { isDue, order } from '../../src/sync/policy';
import { runOutbox } from '../../src/sync/runner';
import { sender } from '../../src/sync/transport';
import { aDraft, ALICE, NOW, shaOf, signedIn, submitted } from '../support/dossiers';
import { json, noLink, problem, scripted } from '../support/network';

beforeEach(async () => {
  await dropDatabase();
  await signedIn();
});

const run = (fetcher: typeof fetch, now = NOW, force = true) =>
  runOutbox(
    {
      send: sender(fetcher),
      now: () => now,
      clock: () => now,
      pause: () => Promise.resolve(),
      random: () => 0.5,
      signal: new AbortController().signal,
    },
    { force },
  );

const receipt = (id: string, revision = 1, state = '1') => ({ id, revision, state, slip: 'X', missing: [], pages: [] });
const idOf = (path: string): string => path.split('/').pop() ?? '';

async function saved(id: string, revision: number): Promise<OutboxEntry> {
  await putDraft(aDraft(id, { revision }));
  const seed = { key: `dossier:${id}`, kind: 'save' as const, dossier: id, account: ALICE, revision };
  const body = JSON.stringify({ revision, submit: false });
  const entry = newEntry({ ...seed, path: `/api/dossiers/${id}`, body, title: '', owner_name: '', pages: [] }, NOW);
  return enqueue(entry, aDraft(id, { revision }));
}

describe('the order', () => {
  it('is that of handing in, whatever the clock said then', async () => {
    await submitted('a', 0, { made_at: NOW + 1e12 });
    await submitted('b', 0, { made_at: 0 });
    const net = scripted(({ path }) => json(200, receipt(idOf(path))));
    await run(net.fetch);
    expect(net.asked.map(({ path }) => idOf(path))).toEqual(['a', 'b']);
  });

  it('puts submissions before saves, and texts before pages', async () => {
    await submitted('a', 1);
    const entry = (await getEntry('dossier:a')) as OutboxEntry;
    const kinds = [
      { ...entry, kind: 'save' as const, phase: 'pages' as const, seq: 1 },
      { ...entry, phase: 'pages' as const, seq: 2 },
      { ...entry, kind: 'save' as const, seq: 3 },
      { ...entry, seq: 4 },
    ];
    expect(kinds.sort(order).map(({ seq }) => seq)).toEqual([4, 3, 2, 1]);
  });
});

describe('a clock that jumped', () => {
  const YEARS = 20 * 365 * 86_400_000;
  it('back by years starves nothing, and forward neither', async () => {
    await submitted('a', 0);
    await run(scripted(noLink).fetch, NOW + YEARS);
    const entry = (await getEntry('dossier:a')) as OutboxEntry;
    expect(isDue(entry, NOW + YEARS, false)).toBe(false);
    expect(isDue(entry, NOW, false)).toBe(true);
    expect(isDue(entry, NOW + 2 * YEARS, false)).toBe(true);
  });

  it('is never put off for longer than an hour by a server', async () => {
    await submitted('a', 0);
    const busy = () =>
      new Response('{"code":"too_many_requests"}', {
        status: 429,
        headers: { 'Content-Type': 'application/problem+json', 'Retry-After': '99999999' },
      });
    const result = await run(scripted(busy).fetch);
    expect(result.nextAt).toBe(NOW + 3_600_000);
    const net = scripted(({ path }) => json(200, receipt(idOf(path))));
    await run(net.fetch, NOW + 60_000);
    expect(net.asked).toEqual([]);
  });
});

it('lets "để sau" rest until somebody says "gửi ngay"', async () => {
  await submitted('a', 0);
  await holdEntry('dossier:a');
  const net = scripted(({ path }) => json(200, receipt(idOf(path))));
  expect(await run(net.fetch)).toMatchObject({ waiting: 0, nextAt: null });
  expect(net.asked).toEqual([]);
  await wakeEntries(() => true, ALICE);
  expect((await run(net.fetch)).settled).toEqual(['dossier:a']);
});

it('tries again at the end of the run what failed before others got through', async () => {
  await submitted('a', 0);
  await submitted('b', 0);
  let cuts = 1;
  const net = scripted(({ path }) => (cuts-- > 0 ? noLink() : json(200, receipt(idOf(path)))));
  expect((await run(net.fetch)).settled).toEqual(['dossier:b', 'dossier:a']);
});

describe('a draft kept at the commune', () => {
  it('gives way to the submission, which stands above it', async () => {
    await saved('a', 3);
    expect((await getDraft('a'))?.revision).toBe(4);
    await submitted('a', 0);
    const [entry, ...more] = await allEntries();
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ kind: 'submit' });
    expect(entry?.revision).toBeGreaterThan(3);
    expect(JSON.parse(entry?.body ?? '')).toMatchObject({ revision: entry?.revision });
  });

  it('never takes the place of a submission, is never parked, and is noted at its receipt', async () => {
    await submitted('a', 0);
    expect((await saved('a', 9)).kind).toBe('submit');
    await saved('b', 1);
    await run(scripted(({ path }) => (idOf(path) === 'b' ? problem(422, 'invalid') : noLink())).fetch);
    expect((await allEntries()).map(({ key }) => key)).toEqual(['dossier:a']);
    await saved('c', 1);
    await run(scripted(({ path }) => (idOf(path) === 'c' ? json(200, receipt('c', 1, 'draft')) : noLink())).fetch);
    expect(await getDraft('c')).toMatchObject({ saved_at: NOW, revision: 2 });
  });

  /** Seen failing without `lift`: the submission counts as replaced and is lost. */
  it('of another phone does not swallow the submission', async () => {
    await submitted('a', 0);
    const net = scripted(({ body }) => {
      const { revision } = JSON.parse(body as string) as { revision: number };
      return revision > 7 ? json(200, receipt('a', revision)) : problem(409, 'superseded', { revision: 7, state: 'draft' });
    });
    const { settled } = await run(net.fetch);
    expect(settled).toEqual(['dossier:a']);
    expect(net.asked.map(({ body }) => (JSON.parse(body as string) as { revision: number }).revision)).toEqual([1, 8]);
  });

  /** Seen failing while the receipt of the newer draft counted: "sent", and nothing was handed in. */
  it('of another phone does not swallow the submission while its pages are on their way', async () => {
    await submitted('a', 1);
    const upload = { sha256: shaOf('a', 1), upload: '/api/uploads/a1', offset: 0 };
    const net = scripted(({ method, body }) => {
      if (method === 'PATCH') return json(200, receipt('a', 2, 'draft'), { 'Tus-Resumable': '1.0.0' });
      const { revision } = JSON.parse(body as string) as { revision: number };
      if (revision > 2) return json(200, receipt('a', revision));
      const taken = net.asked.some((asked) => asked.method === 'PATCH');
      if (taken) return problem(409, 'superseded', { revision: 2, state: 'draft' });
      return json(200, { ...receipt('a', 1, 'awaiting_pages'), missing: [upload] });
    });
    const { settled } = await run(net.fetch);
    expect(net.asked.map(({ method }) => method)).toEqual(['PUT', 'PATCH', 'PUT', 'PUT']);
    expect(JSON.parse(net.asked[3]?.body as string)).toMatchObject({ revision: 3 });
    expect(settled).toEqual(['dossier:a']);
  });
});

describe('a page that arrived altered', () => {
  const altered = () => problem(422, 'upload_hash_mismatch');
  async function withTruePage(): Promise<void> {
    const entry = await submitted('a', 1);
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode('0123456789'));
    const sha256 = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
    await changeEntry(entry.key, 1, (there) => ({
      ...there,
      phase: 'pages',
      pages: there.pages.map((page) => ({ ...page, sha256 })),
      missing: [{ sha256, upload: '/api/uploads/a1', offset: 0 }],
    }));
  }

  it('goes once more when the phone has it right, and is named when it happens again', async () => {
    await withTruePage();
    let bad = 1;
    const net = scripted(() => (bad-- > 0 ? altered() : json(200, receipt('a'), { 'Tus-Resumable': '1.0.0' })));
    expect((await run(net.fetch)).settled).toEqual(['dossier:a']);
    await withTruePage();
    await run(scripted(altered).fetch);
    expect(await getEntry('dossier:a')).toMatchObject({ parked: 'page_damaged', about: { page: 1 } });
  });

  it('is named at once when the phone has it wrong', async () => {
    const entry = await submitted('a', 1);
    const missing = [{ sha256: shaOf('a', 1), upload: '/api/uploads/a1', offset: 0 }];
    await changeEntry(entry.key, 1, (there) => ({ ...there, phase: 'pages', missing }));
    const net = scripted(altered);
    await run(net.fetch);
    expect(net.asked).toHaveLength(1);
    expect(await getEntry('dossier:a')).toMatchObject({ parked: 'page_damaged' });
  });
});

describe('who sends without signing in', () => {
  async function waiting(): Promise<void> {
    await submitted('a', 0, { account: 'device:1' });
    await signInAccount({
      id: 'device:1', full_name: 'Lò Thị Mẫu', phone: '+84912000102', phone_masked: null, role: 'citizen',
      send_token: null, device_id: 'd', device_name: 'Máy', agency: null, unverified: true, pending: true,
    });
    await writing(['accounts'], async (transaction) => {
      const store = transaction.objectStore('accounts');
      const account = await store.get('device:1');
      if (account) await store.put({ ...account, current: false });
    });
  }

  it('gets a token of the device when the link is there, and everything goes with it', async () => {
    await waiting();
    const net = scripted(({ path }) =>
      path.endsWith('device-token')
        ? json(201, { account: { id: 'real', full_name: 'Lò Thị Mẫu', unverified: true }, send_token: 'mc1_x' })
        : json(200, receipt('a')),
    );
    expect((await run(net.fetch)).settled).toEqual(['dossier:a']);
    expect(JSON.parse(net.asked[0]?.body as string)).toEqual({
      device: { id: 'd', name: 'Máy' }, full_name: 'Lò Thị Mẫu', phone: '+84912000102',
    });
    expect(net.asked[1]?.headers.get('Authorization')).toBe('Bearer mc1_x');
    const accounts = await allAccounts();
    expect(accounts.map(({ id, pending, send_token }) => [id, pending, send_token])).toContainEqual(['real', undefined, 'mc1_x']);
    expect(accounts.some(({ id }) => id === 'device:1')).toBe(false);
  });

  /** Seen failing with the token used all the same: the dossier was the nameless one's, and its pages made a second. */
  it('goes in the name of whoever signed in while the token was on its way', async () => {
    await waiting();
    const me = { id: 'me', full_name: 'Lò Thị Mẫu', phone_masked: null, role: 'citizen', send_token: 'mc1_me', device_id: 'd', agency: null };
    const net = scripted(async ({ path }) => {
      if (!path.endsWith('device-token')) return json(200, receipt('a'));
      await signInAccount(me, ['device:1']);
      return json(201, { account: { id: 'real' }, send_token: 'mc1_x' });
    });
    expect((await run(net.fetch)).settled).toEqual(['dossier:a']);
    expect(net.asked.map(({ headers }) => headers.get('Authorization'))).toEqual([null, 'Bearer mc1_me']);
    expect((await allAccounts()).some(({ id }) => id === 'real')).toBe(false);
  });

  /** Seen failing with the token forgotten: the next entry waited, too, and nothing sent before could be claimed. */
  it('waits for the sign-in beyond its share of pages, and what is small still goes', async () => {
    await waiting();
    const net = scripted(({ path }) => {
      if (path.endsWith('device-token')) return json(201, { account: { id: 'real' }, send_token: 'mc1_x' });
      return path.endsWith('/b') ? problem(401, 'unverified_share_used') : json(200, receipt(path.slice(-1)));
    });
    expect((await run(net.fetch)).settled).toEqual(['dossier:a']);
    await submitted('b', 0, { account: 'real' });
    await submitted('c', 0, { account: 'real' });
    expect((await run(net.fetch)).settled).toEqual(['dossier:c']);
    expect(await getEntry('dossier:b')).toMatchObject({ parked: 'sign_in', said: 'Sentence of unverified_share_used.' });
    expect((await allAccounts()).map(({ id, send_token }) => [id, send_token])).toContainEqual(['real', 'mc1_x']);
  });

  it.each([
    ['no link', noLink, { waiting: 'no_link', parked: null }],
    ['too many of them', () => problem(429, 'too_many_senders'), { waiting: 'too_many', parked: null }],
    ['a refusal', () => problem(422, 'phone_unreadable'), { parked: 'sign_in' }],
  ])('keeps everything: %s', async (_name, answer, state) => {
    await waiting();
    await run(scripted(answer).fetch);
    expect(await getEntry('dossier:a')).toMatchObject({ account: 'device:1', ...state });
  });
});

it('begins no endless dance when the uploads vanish again and again', async () => {
  await submitted('a', 1);
  const missing = [{ sha256: shaOf('a', 1), upload: '/api/uploads/a1', offset: 0 }];
  const net = scripted(({ method }) =>
    method === 'PUT'
      ? json(200, { ...receipt('a', 1, 'awaiting_pages'), missing })
      : problem(404, 'not_found'),
  );
  await run(net.fetch);
  expect(net.asked.length).toBeLessThanOrEqual(4);
  expect(await getEntry('dossier:a')).toMatchObject({ waiting: 'server_fault', parked: null });
});
