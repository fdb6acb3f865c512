// @vitest-environment node
import 'fake-indexeddb/auto';
import { beforeEach, expect, it, vi } from 'vitest';
import { dropDatabase } from '../../src/storage/database';
import { getEntry } from '../../src/storage/outbox';
import { kick, restart, urge } from '../../src/sync/queue';
import { signedIn, submitted } from '../support/dossiers';
import { json } from '../support/network';

const receipt = { id: 'a', revision: 1, state: '1', slip: 'ABC-DEF-G', missing: [], pages: [] };

beforeEach(async () => {
  vi.stubGlobal('navigator', {});
  await dropDatabase();
  await signedIn();
  await submitted('a', 0);
});

it('runs once however often it is asked at the same moment', async () => {
  const fetcher = vi.fn(() => Promise.resolve(json(200, receipt)));
  vi.stubGlobal('fetch', fetcher);
  await Promise.all([kick(), kick(true), kick()]);
  expect(fetcher).toHaveBeenCalledTimes(1);
  expect(await getEntry('dossier:a')).toBeUndefined();
});

it('gives up what hangs on the old network and tries again at once on the new one', async () => {
  let begin: () => void = () => undefined;
  const started = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const hangs = (_input: unknown, init?: RequestInit): Promise<Response> =>
    new Promise((_resolve, reject) => {
      begin();
      init?.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
    });
  const fetcher = vi.fn<(input: unknown, init?: RequestInit) => Promise<Response>>();
  fetcher.mockImplementationOnce(hangs).mockImplementation(() => Promise.resolve(json(200, receipt)));
  vi.stubGlobal('fetch', fetcher);
  const first = kick();
  await started;
  await restart();
  await first;
  expect(fetcher).toHaveBeenCalledTimes(2);
  expect(await getEntry('dossier:a')).toBeUndefined();
});

/** Seen failing while the refused call was kept: nothing was sent until the page was loaded anew. */
it('asks for the lock anew after it was refused once', async () => {
  const request = vi.fn<(name: string, work: () => unknown) => Promise<unknown>>();
  request.mockRejectedValueOnce(new DOMException('', 'InvalidStateError')).mockImplementation((_name, work) => Promise.resolve().then(work));
  vi.stubGlobal('navigator', { locks: { request } });
  vi.stubGlobal('fetch', () => Promise.resolve(json(200, receipt)));
  await expect(kick()).rejects.toThrow();
  await kick();
  expect(await getEntry('dossier:a')).toBeUndefined();
});

/** Seen failing while "gửi ngay" waited for the run before it: up to half an hour on a dead connection. */
it('gives up what has been silent for long when a person asks, and nothing sooner', async () => {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const fetcher = vi.fn<(input: unknown, init?: RequestInit) => Promise<Response>>();
  const hung = new Promise<AbortSignal | null | undefined>((begun) => {
    fetcher.mockImplementationOnce((_input, init) => {
      begun(init?.signal);
      return new Promise((_done, fail) => {
        init?.signal?.addEventListener('abort', () => fail(new DOMException('', 'AbortError')));
      });
    });
  });
  fetcher.mockImplementation(() => Promise.resolve(json(200, receipt)));
  vi.stubGlobal('fetch', fetcher);
  const first = kick();
  const signal = await hung;
  now = 20_000;
  const asked = urge();
  expect(signal?.aborted).toBe(false);
  now = 31_000;
  await Promise.all([urge(), asked, first]);
  expect(signal?.aborted).toBe(true);
  expect(await getEntry('dossier:a')).toBeUndefined();
  vi.restoreAllMocks();
});
