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

/** What the phone has, as `loadCatalogue` keeps it; its worker brings the page from now on. */
async function withKept(): Promise<void> {
  vi.stubGlobal('navigator', { serviceWorker: { controller: {} } });
  vi.stubGlobal('fetch', () => answer(file));
  await loadCatalogue();
}

it('asks only for what changed since its index, and puts that in', async () => {
  await withKept();
  const asked: string[] = [];
  const row = [...(file.procedures[3] ?? [])];
  row[5] = 5000;
  const gone = String(file.procedures[0]?.[0]);
  vi.stubGlobal('fetch', (address: string) => {
    asked.push(address);
    return answer({ v: 'f00df00df00df00d', out: [String(row[0]), gone], procedures: [row, ['0.000001', 'Việc mới', 0, 1, 0, 0, 1, 'viec moi', 1]] });
  });
  await loadCatalogue();
  expect(asked).toEqual([`/api/catalogue/index?since=${file.v}`]);
  expect(catalogue.value?.v).toBe('f00df00df00df00d');
  const codes = catalogue.value?.entries.map((entry) => entry.code) ?? [];
  expect(codes[0]).toBe('0.000001');
  expect(codes).toHaveLength(file.procedures.length);
  expect(codes).not.toContain(gone);
  expect(catalogue.value?.entries.find((entry) => entry.code === row[0])?.fee).toBe(5000);
  const there = (await kept.get('/api/catalogue/index')?.clone().json()) as typeof file;
  expect([there.v, there.procedures.length, there.fields]).toEqual(['f00df00df00df00d', file.procedures.length, file.fields]);
});

it('takes the whole that a page from the network brings along', async () => {
  await withKept();
  vi.stubGlobal('navigator', { serviceWorker: { controller: null } });
  const asked: string[] = [];
  vi.stubGlobal('fetch', (address: string) => {
    asked.push(address);
    return answer(file);
  });
  await loadCatalogue();
  expect(asked).toEqual(['/api/catalogue/index']);
});

it('takes the whole where the server does not know its index', async () => {
  await withKept();
  vi.stubGlobal('fetch', () => answer({ ...file, v: 'abcdabcdabcdabcd', procedures: file.procedures.slice(0, 2) }));
  await loadCatalogue();
  expect(catalogue.value?.entries).toHaveLength(2);
});

it('keeps what it has when a portal answers with lists of its own', async () => {
  await withKept();
  vi.stubGlobal('fetch', () => answer({ out: 'nothing', procedures: [] }));
  await loadCatalogue();
  expect(catalogue.value?.v).toBe(file.v);
  expect(catalogue.value?.entries).toHaveLength(file.procedures.length);
});
