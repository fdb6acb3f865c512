// @vitest-environment node
import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { dropDatabase } from '../../src/storage/database';
import { allEntries } from '../../src/storage/outbox';
import { runOutbox } from '../../src/sync/runner';
import { sender } from '../../src/sync/transport';
import { NOW, shaOf, signedIn, submitted } from '../support/dossiers';
import { type Asked, json, noLink, problem, scripted } from '../support/network';

beforeEach(async () => {
  await dropDatabase();
  await signedIn();
});

/** Seen failing without the bounds: each test asked until it was stopped. A test that would go on for ever ends after so many requests instead. */
const TOO_MANY = 60;

const TUS = { 'Tus-Resumable': '1.0.0' };

const receipt = (id: string, pages: number, offset: number): Response =>
  json(200, {
    ...{ id, revision: 1, state: 'awaiting_pages', slip: null, pages: [] },
    missing: Array.from({ length: pages }, (_, index) => ({
      sha256: shaOf(id, index + 1),
      upload: `/api/uploads/${id}${index + 1}`,
      offset,
    })),
  });

/** One run, with a clock that goes on a millisecond each time it is looked at. */
async function asksOfOneRun(script: (asked: Asked) => Response): Promise<string[]> {
  const abort = new AbortController();
  const net = scripted((asked) => {
    if (net.asked.length >= TOO_MANY) abort.abort();
    return script(asked);
  });
  let ms = 0;
  await runOutbox(
    {
      send: sender(net.fetch),
      now: () => NOW,
      clock: () => (ms += 1),
      pause: () => Promise.resolve(),
      random: () => 0.5,
      signal: abort.signal,
    },
    { force: true },
  );
  return net.asked.map(({ method }) => method);
}

it.each([1, 2, 3, 5])('gives up for a while where every PATCH is reset at once: %i pages', async (pages) => {
  await submitted('a', pages);
  const asks = await asksOfOneRun(({ method }) => {
    if (method === 'PUT') return receipt('a', pages, 0);
    if (method === 'PATCH') return noLink();
    return new Response(null, { status: 200, headers: { ...TUS, 'Upload-Offset': '0' } });
  });
  expect(asks.length).toBeLessThan(20);
  expect(await allEntries()).toMatchObject([{ parked: null, waiting: 'interrupted' }]);
});

it('gives up for a while on a server that takes every page and still misses it', async () => {
  await submitted('a', 1);
  const asks = await asksOfOneRun(({ method }) =>
    method === 'PUT'
      ? receipt('a', 1, 10)
      : new Response(null, { status: 204, headers: { ...TUS, 'Upload-Offset': '10' } }),
  );
  expect(asks.length).toBeLessThan(20);
  expect(await allEntries()).toMatchObject([{ parked: null, waiting: 'server_fault' }]);
});

it('gives up for a while on a page that is refused for its place, whatever place it takes', async () => {
  await submitted('a', 1);
  const asks = await asksOfOneRun(({ method }) =>
    method === 'PUT'
      ? receipt('a', 1, 0)
      : json(409, { code: 'upload_offset_mismatch' }, { ...TUS, 'Upload-Offset': '0' }),
  );
  expect(asks.length).toBeLessThan(20);
});

it('takes a new id once, and not again and again', async () => {
  await submitted('a', 0);
  const asks = await asksOfOneRun(() => problem(409, 'id_taken'));
  expect(asks).toEqual(['PUT', 'PUT']);
  expect(await allEntries()).toMatchObject([{ parked: null, waiting: 'server_fault' }]);
});
