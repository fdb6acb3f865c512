import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CACHE, keepList, keepSounds, keptResponse } from '../../src/storage/aloud/kept';
import { keepRecordings, listensIn, loadRecordings } from '../../src/state/aloud/recordings';
import { CACHE as WEIGHED, dropRecordings, keptRecordings } from '../../src/storage/away/recordings';

/** As much of the Cache API as is used here. */
class Shelf {
  readonly held = new Map<string, Response>();
  match = (key: string | Request): Promise<Response | undefined> => Promise.resolve(this.held.get(urlOf(key))?.clone());
  put = (key: string, response: Response): Promise<void> => Promise.resolve(void this.held.set(urlOf(key), response));
  keys = (): Promise<Request[]> => Promise.resolve([...this.held.keys()].map((url) => new Request(url)));
}
const urlOf = (key: string | Request): string => (typeof key === 'string' ? new URL(key, 'http://localhost').href : key.url);

const shelves = new Map<string, Shelf>();

beforeEach(() => {
  shelves.clear();
  vi.stubGlobal('caches', {
    open: (name: string) => {
      const shelf = shelves.get(name) ?? new Shelf();
      shelves.set(name, shelf);
      return Promise.resolve(shelf);
    },
    has: (name: string) => Promise.resolve(shelves.has(name)),
    delete: (name: string) => Promise.resolve(shelves.delete(name)),
  });
});
afterEach(() => vi.unstubAllGlobals());

const sound = (): Response => new Response('x'.repeat(1000), { headers: { 'Content-Type': 'audio/ogg' } });

it('keeps what was asked for, weighs it, and lets it go', async () => {
  expect(WEIGHED).toBe(CACHE);
  const fetched = vi.fn(() => Promise.resolve(sound()));
  vi.stubGlobal('fetch', fetched);
  await keepSounds(['/api/recordings/a.ogg', '/api/recordings/b.ogg']);
  await keepList('/api/catalogue/1.000001/recordings?language=vi', { sentences: [] });
  expect(await keptRecordings()).toEqual({ procedures: 1, bytes: 2000 + '{"sentences":[]}'.length });
  await keepSounds(['/api/recordings/a.ogg']);
  expect(fetched).toHaveBeenCalledTimes(2);
  expect(await (await keptResponse('/api/recordings/a.ogg'))?.text()).toHaveLength(1000);
  await dropRecordings();
  expect(await keptRecordings()).toEqual({ procedures: 0, bytes: 0 });
});

/** Seen failing without the look at the type: a portal's page was kept in the place of a sound. */
it('keeps no page of a portal in the place of a sound', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('<html>', { headers: { 'Content-Type': 'text/html' } })));
  await expect(keepSounds(['/api/recordings/a.ogg'])).rejects.toThrow('no sound');
  expect(await keptResponse('/api/recordings/a.ogg')).toBeUndefined();
});

/** Seen failing without the language kept with them: without a link the recordings in Vietnamese were asked for. */
it('finds without a link what was kept in a language that nobody chose', async () => {
  vi.stubGlobal('Audio', class {
    canPlayType = (): string => 'maybe';
  });
  vi.stubGlobal('fetch', () => Promise.resolve(sound()));
  const list = { agency: 'x', language: 'thai', languages: [{ code: 'thai', name: 'Thái' }], sentences: [{ id: 'a', text: 'Một.', url: '/api/recordings/a.ogg' }] };
  await keepRecordings('1.000001', list);
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no link')));
  expect(await loadRecordings('1.000001', listensIn())).toEqual(list);
});
