import { beforeEach, afterEach, expect, it, vi } from 'vitest';
import { catalogue, catalogueFault, loadCatalogue } from '../../src/state/catalogue';
import file from '../search/index.json';

const answer = (body: unknown) => Promise.resolve(Response.json(body));
let kept: Map<string, Response>;

beforeEach(() => {
  kept = new Map();
  catalogue.value = null;
  vi.stubGlobal('caches', {
    open: () =>
      Promise.resolve({
        match: (key: string) => Promise.resolve(kept.get(key)?.clone()),
        put: (key: string, response: Response) => Promise.resolve(void kept.set(key, response)),
      }),
  });
});

afterEach(() => vi.unstubAllGlobals());

it('is read from the server and kept for a day without a link', async () => {
  vi.stubGlobal('fetch', () => answer(file));
  await loadCatalogue();
  expect(catalogue.value?.frequent[0]?.code).toBe('1.001193');
  catalogue.value = null;
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no link')));
  await loadCatalogue();
  expect(catalogue.peek()).not.toBeNull();
  expect(catalogueFault.value).toBe(false);
});

it('says so when neither phone nor server has it', async () => {
  vi.stubGlobal('fetch', () => answer({ hello: 'captive portal' }));
  await loadCatalogue();
  expect(catalogue.value).toBeNull();
  expect(catalogueFault.value).toBe(true);
});
