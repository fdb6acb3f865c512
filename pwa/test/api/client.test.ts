import { afterEach, describe, expect, it, vi } from 'vitest';
import { call, get, listener } from '../../src/api/client';

const answering = (response: Response) => {
  const fetched = vi.fn<typeof fetch>(() => Promise.resolve(response));
  vi.stubGlobal('fetch', fetched);
  return fetched;
};
const json = (body: unknown, status = 200, type = 'application/json') =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type } });

afterEach(() => vi.unstubAllGlobals());

describe('what counts as an answer', () => {
  it('is our JSON', async () => {
    answering(json({ v: '1' }));
    expect(await get('/api/x')).toMatchObject({ kind: 'ok', status: 200, body: { v: '1' } });
  });

  it('is nothing at all with 204, and unchanged with 304', async () => {
    answering(new Response(null, { status: 204 }));
    expect(await get('/api/x')).toMatchObject({ kind: 'ok', status: 204 });
    answering(new Response(null, { status: 304 }));
    expect(await get('/api/x')).toMatchObject({ kind: 'not_modified' });
  });

  it('is a problem with its code and all its members', async () => {
    answering(json({ code: 'code_wrong', title: 'Mã chưa đúng.', receipt: 1 }, 422, 'application/problem+json'));
    const answer = await get('/api/x');
    expect(answer).toMatchObject({ kind: 'problem', status: 422, problem: { code: 'code_wrong', members: { receipt: 1 } } });
  });
});

describe('what never counts as sent', () => {
  it.each([
    ["a captive portal's page", new Response('<html>', { status: 200, headers: { 'Content-Type': 'text/html' } })],
    ['half an answer', new Response('{"v":', { status: 200, headers: { 'Content-Type': 'application/json' } })],
    ['an error that is not ours', json({ message: 'gateway' }, 502)],
  ])('%s', async (_name, response) => {
    answering(response);
    expect((await get('/api/x')).kind).toBe('foreign');
  });

  it('a link that is not there', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')));
    expect(await get('/api/x')).toEqual({ kind: 'no_link' });
  });

  it('but giving up on purpose is told to the caller', async () => {
    const controller = new AbortController();
    controller.abort();
    vi.stubGlobal('fetch', () => Promise.reject(new DOMException('', 'AbortError')));
    await expect(get('/api/x', { signal: controller.signal })).rejects.toThrow();
  });
});

it('sends a queue request with its token and without a cookie, in the chosen language', async () => {
  document.documentElement.lang = 'en';
  const fetched = answering(json({}));
  await call('PUT', '/api/dossiers/1', { json: { a: 1 }, sendToken: 'mc1_x' });
  expect(fetched.mock.calls[0]?.[1]).toMatchObject({
    method: 'PUT',
    credentials: 'omit',
    body: '{"a":1}',
    headers: { Authorization: 'Bearer mc1_x', 'Accept-Language': 'en', 'Content-Type': 'application/json' },
  });
  document.documentElement.lang = 'vi';
});

it('tells what was heard, but not of what the browser itself may have kept', async () => {
  const heard: string[] = [];
  listener.heard = (what) => heard.push(what);
  const kept = json({});
  kept.headers.set('Cache-Control', 'public, max-age=300');
  answering(kept);
  await get('/api/places/agencies');
  expect(heard).toEqual([]);
  answering(json({}));
  await get('/api/x');
  answering(new Response('<html>', { headers: { 'Content-Type': 'text/html' } }));
  await get('/api/x');
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')));
  await get('/api/x');
  expect(heard).toEqual(['ours', 'foreign', 'silence']);
  delete listener.heard;
});
