// @vitest-environment node
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { dropDatabase } from '../../src/storage/database';
import { getDossier } from '../../src/storage/dossiers';
import { getDraft } from '../../src/storage/drafts';
import { allEntries, getEntry } from '../../src/storage/outbox';
import { getPage } from '../../src/storage/pages';
import { writing } from '../../src/storage/database';
import { runOutbox, type RunResult } from '../../src/sync/runner';
import { sender } from '../../src/sync/transport';
import { NOW, shaOf, signedIn, submitted } from '../support/dossiers';
import { type Asked, json, noLink, portal, problem, scripted } from '../support/network';

beforeEach(async () => {
  await dropDatabase();
});

const ports = { clock: () => performance.now(), pause: () => Promise.resolve() };

function run(fetcher: typeof fetch, now = NOW, force = false): Promise<RunResult> {
  const signal = new AbortController().signal;
  return runOutbox(
    { ...ports, send: sender(fetcher), now: () => now, random: () => 0.5, signal },
    { force },
  );
}

const receipt = (id: string, missing: object[] = []) => ({
  id,
  revision: 1,
  state: missing.length > 0 ? 'awaiting_pages' : '1',
  slip: missing.length > 0 ? null : 'ABC-DEF-G',
  missing,
  pages: [],
});

const missing = (id: string, ...pages: number[]) =>
  pages.map((page) => ({ sha256: shaOf(id, page), upload: `/api/uploads/${id}${page}`, offset: 0 }));

/** A server that keeps what it got: ten bytes a page. */
function server(ids: Record<string, number>) {
  const got = new Map<string, number>();
  const left = (id: string) =>
    missing(id, ...Array.from({ length: ids[id] ?? 0 }, (_, index) => index + 1))
      .map((page) => ({ ...page, offset: got.get(page.upload) ?? 0 }))
      .filter((page) => page.offset < 10);
  return (asked: Asked): Response => {
    if (asked.method === 'PUT') {
      const id = asked.path.split('/').pop() ?? '';
      return json(201, receipt(id, left(id)));
    }
    got.set(asked.path, 10);
    const id = asked.path.split('/').pop()?.slice(0, 1) ?? '';
    return left(id).length === 0
      ? json(200, receipt(id), { 'Upload-Offset': '10', 'Tus-Resumable': '1.0.0' })
      : new Response(null, {
          status: 204,
          headers: { 'Upload-Offset': '10', 'Tus-Resumable': '1.0.0' },
        });
  };
}

it('sends the texts of all first, then pages, oldest first, and forgets their bytes', async () => {
  await signedIn();
  await submitted('a', 2);
  await submitted('b', 1, { made_at: NOW + 1 });
  const net = scripted(server({ a: 2, b: 1 }));
  const result = await run(net.fetch);
  expect(net.asked.map(({ method, path }) => `${method} ${path.slice(5)}`)).toEqual([
    'PUT dossiers/a',
    'PUT dossiers/b',
    'PATCH uploads/a1',
    'PATCH uploads/a2',
    'PATCH uploads/b1',
  ]);
  expect(result).toMatchObject({ settled: ['dossier:a', 'dossier:b'], waiting: 0 });
  expect(await allEntries()).toEqual([]);
  expect(await getDraft('a')).toBeUndefined();
  expect(await getPage('a-page-1')).toBeUndefined();
  expect((await getDossier('a'))?.receipt?.slip).toBe('ABC-DEF-G');
});

it('sends the token and never a cookie, and the bytes frozen at "gửi"', async () => {
  await signedIn();
  const entry = await submitted('a', 0);
  const net = scripted(server({ a: 0 }));
  await run(net.fetch);
  expect(net.asked[0]?.credentials).toBe('omit');
  expect(net.asked[0]?.headers.get('Authorization')).toBe('Bearer mc1_alice');
  expect(net.asked[0]?.body).toBe(entry.body);
});

it('waits for somebody to sign in, and then goes by itself', async () => {
  await submitted('a', 0, { account: null });
  const net = scripted(server({ a: 0 }));
  await run(net.fetch);
  expect((await getEntry('dossier:a'))?.parked).toBe('sign_in');
  expect(net.asked).toEqual([]);
  await signedIn();
  await run(net.fetch);
  expect(await allEntries()).toEqual([]);
});

it('sends the queue of one person after another signed in', async () => {
  await signedIn();
  await submitted('a', 0);
  await signedIn('bao');
  const net = scripted(server({ a: 0 }));
  await run(net.fetch);
  expect(net.asked[0]?.headers.get('Authorization')).toBe('Bearer mc1_alice');
  expect((await getDossier('a'))?.account).toBe('alice');
});

describe('never counted as sent', () => {
  it.each([
    ['no link', noLink, 'no_link'],
    ['a captive portal', portal, 'not_our_server'],
    ['a fault of the server', () => problem(500, 'internal'), 'server_fault'],
    ['too many requests', () => problem(429, 'too_many_requests'), 'too_many'],
  ])('%s: tried again later', async (_name, answer, why) => {
    await signedIn();
    await submitted('a', 1);
    const result = await run(scripted(answer).fetch);
    const entry = await getEntry('dossier:a');
    expect(entry).toMatchObject({ waiting: why, attempts: 1, parked: null, next_at: NOW + 5000 });
    expect(result.nextAt).toBe(NOW + 5000);
    expect(await getPage('a-page-1')).toBeDefined();
  });

  it.each([
    [401, 'sign_in_required', 'sign_in'],
    [413, 'too_large', 'too_large'],
    [422, 'invalid', 'invalid'],
    [409, 'already_accepted', 'already_accepted'],
  ])('%i %s: kept with its reason', async (status, code, why) => {
    await signedIn();
    await submitted('a', 0);
    await run(scripted(() => problem(status, code)).fetch);
    expect(await getEntry('dossier:a')).toMatchObject({
      parked: why,
      said: `Sentence of ${code}.`,
    });
  });
});

it('does not try again before its time, unless asked', async () => {
  await signedIn();
  await submitted('a', 0);
  await run(scripted(noLink).fetch);
  const net = scripted(server({ a: 0 }));
  await run(net.fetch, NOW + 4000);
  expect(net.asked).toEqual([]);
  await run(net.fetch, NOW + 4000, true);
  expect(await allEntries()).toEqual([]);
});

it('lets one stuck entry hold up no other', async () => {
  await signedIn();
  await submitted('a', 1);
  await submitted('b', 1, { made_at: NOW + 1 });
  const good = server({ b: 1 });
  await run(scripted((asked) => (asked.path === '/api/dossiers/a' ? problem(500, 'internal') : good(asked))).fetch);
  expect((await allEntries()).map((entry) => entry.key)).toEqual(['dossier:a']);
});

describe('a cut page', () => {
  it('goes on from the offset that one HEAD tells', async () => {
    await signedIn();
    await submitted('a', 1);
    const works = server({ a: 1 });
    await run(scripted((asked) => (asked.method === 'PUT' ? works(asked) : noLink())).fetch);
    expect(await getEntry('dossier:a')).toMatchObject({ waiting: 'interrupted', phase: 'pages' });
    const net = scripted((asked) =>
      asked.method === 'HEAD'
        ? new Response(null, {
            status: 200,
            headers: { 'Upload-Offset': '4', 'Tus-Resumable': '1.0.0' },
          })
        : works(asked),
    );
    await run(net.fetch, NOW, true);
    expect(net.asked.map((asked) => asked.method)).toEqual(['HEAD', 'PATCH']);
    expect(net.asked[1]?.headers.get('Upload-Offset')).toBe('4');
    expect(await new Response(net.asked[1]?.body).text()).toBe('456789');
    expect(await allEntries()).toEqual([]);
  });

  it('starts where the PUT said, without a HEAD', async () => {
    await signedIn();
    await submitted('a', 1);
    const net = scripted((asked) =>
      asked.method === 'PUT'
        ? json(200, receipt('a', [{ ...missing('a', 1)[0], offset: 7 }]))
        : json(200, receipt('a'), { 'Tus-Resumable': '1.0.0' }),
    );
    await run(net.fetch);
    expect(net.asked.map((asked) => asked.method)).toEqual(['PUT', 'PATCH']);
    expect(await new Response(net.asked[1]?.body).text()).toBe('789');
  });

  it('is asked about after the app died while it went', async () => {
    await signedIn();
    await submitted('a', 1);
    await new Promise<void>((patched) => {
      const dies: typeof fetch = (_input, init) => {
        if (init?.method === 'PUT') return Promise.resolve(json(201, receipt('a', missing('a', 1))));
        patched();
        return new Promise<Response>(() => undefined);
      };
      void run(dies);
    });
    expect((await getEntry('dossier:a'))?.missing[0]?.offset).toBeNull();
  });

  it('whose upload vanished asks for a new one with the same bytes', async () => {
    await signedIn();
    await submitted('a', 1);
    let gone = true;
    const works = server({ a: 1 });
    const net = scripted((asked) => {
      if (asked.method !== 'PATCH' || !gone) return works(asked);
      gone = false;
      return problem(404, 'not_found');
    });
    await run(net.fetch);
    expect(net.asked.map((asked) => asked.method)).toEqual(['PUT', 'PATCH', 'PUT', 'PATCH']);
    expect(await allEntries()).toEqual([]);
  });

  it('is refused by name when the phone itself lost its bytes', async () => {
    await signedIn();
    await submitted('a', 2);
    await writing(['pages'], (transaction) => transaction.objectStore('pages').delete('a-page-2'));
    await run(scripted(server({ a: 2 })).fetch);
    expect(await getEntry('dossier:a')).toMatchObject({
      parked: 'page_lost',
      about: { paper: 'giay_ho_tich_cu', page: 2 },
    });
  });
});

it('asks for the receipt again when the last answer was lost', async () => {
  await signedIn();
  await submitted('a', 1);
  const works = server({ a: 1 });
  await run(
    scripted((asked) => {
      if (asked.method === 'HEAD') return noLink();
      const answer = works(asked);
      return asked.method === 'PATCH' ? noLink() : answer;
    }).fetch,
  );
  const net = scripted((asked) =>
    asked.method === 'HEAD'
      ? new Response(null, {
          status: 200,
          headers: { 'Upload-Offset': '10', 'Tus-Resumable': '1.0.0' },
        })
      : works(asked),
  );
  await run(net.fetch, NOW, true);
  expect(net.asked.map((asked) => asked.method)).toEqual(['HEAD', 'PATCH']);
  expect(net.asked[1]?.headers.get('Upload-Offset')).toBe('10');
  expect((await getDossier('a'))?.receipt?.slip).toBe('ABC-DEF-G');
});

it('mints a new id when the server says that this one is taken', async () => {
  await signedIn();
  await submitted('a', 1);
  const net = scripted((asked) => {
    if (asked.path === '/api/dossiers/a') return problem(409, 'id_taken');
    const id = asked.path.split('/').pop() ?? '';
    return json(200, receipt(id));
  });
  await run(net.fetch);
  expect(net.asked).toHaveLength(2);
  const id = net.asked[1]?.path.split('/').pop() ?? '';
  expect(id).not.toBe('a');
  expect(net.asked[1]?.body).toBe(net.asked[0]?.body);
  expect((await getDossier(id))?.receipt?.slip).toBe('ABC-DEF-G');
});
