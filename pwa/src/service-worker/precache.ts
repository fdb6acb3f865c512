declare const self: ServiceWorkerGlobalScope;

/**
 * Replaced by the build: the version, the files that every phone keeps, and those (English, signing in,
 * what lies `away`) that only a phone keeps which has asked for them.
 * `hundreds` of bytes are what each of both weighs on the wire, in that order, rounded up.
 */
declare const __PRECACHE__: { version: string; files: string[]; onRequest: string[]; hundreds: number[] };

const PREFIX = 'motcua-app-';
const NAME = PREFIX + __PRECACHE__.version;
const PAGE = '/index.html';
/** Addresses that are not the citizen's app. */
const ELSEWHERE = /^\/(?:api|demo|desk)(?:[/.]|$)/;

/** A few at a time: a weak link chokes on many requests at once. */
const AT_ONCE = 4;

export async function fillCache(more: string[] = []): Promise<void> {
  const wanted = [...__PRECACHE__.files, ...(await usedBefore()), ...more];
  const cache = await caches.open(NAME);
  const next = async (): Promise<void> => {
    for (let path = wanted.shift(); path !== undefined; path = wanted.shift()) {
      await keep(cache, path);
    }
  };
  // What is on its way when another file fails still comes: nobody is told of the end before.
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, next));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

/** What a phone asked for in the old version it will have in the new one, link or no link. */
async function usedBefore(): Promise<string[]> {
  const kinds = new Map(__PRECACHE__.onRequest.map((path) => [kindOf(path), path]));
  const used = new Set<string>();
  for (const name of await appCaches()) {
    for (const request of await (await caches.open(name)).keys()) {
      const path = kinds.get(kindOf(new URL(request.url).pathname));
      if (path) used.add(path);
    }
  }
  return [...used];
}

/** "/assets/en-D_naz2PG.js" is of the kind "/assets/en.js" in every version. */
function kindOf(path: string): string {
  return path.replace(/-[\w-]{8}(?=\.\w+$)/, '');
}

async function keep(cache: Cache, path: string): Promise<void> {
  const hashed = path.startsWith('/assets/');
  if (await cache.match(path)) return;
  const old = hashed ? await caches.match(path) : undefined;
  const response = old ?? (await fetch(path, hashed ? {} : { cache: 'no-cache' }));
  const page = (response.headers.get('Content-Type') ?? '').includes('text/html');
  if (!response.ok || response.redirected || page !== (path === PAGE)) {
    throw new TypeError(`${path} is not what was built`);
  }
  await cache.put(path, response);
}

const AWAY = __PRECACHE__.onRequest.filter((path) => /\/(?:away|pay|news|aloud|capture|camera|worker(?!-card))-/.test(path));
/** What reads ID cards. */
const CARD = __PRECACHE__.onRequest.filter((path) => /\/(?:people|card|worker-card|zxing_reader)-/.test(path));

interface Reader {
  getSupportedFormats: () => Promise<string[]>;
}

/** A browser that reads codes itself needs no other reader; `capture/card/scan.ts` looks the same way. */
async function readyFiles(): Promise<string[]> {
  const own = (self as { BarcodeDetector?: Reader }).BarcodeDetector;
  const formats: string[] = (await own?.getSupportedFormats().catch(() => [])) ?? [];
  const reads = formats.includes('qr_code');
  return [...AWAY, ...CARD].filter((path) => !reads || !/\/(?:worker-card|zxing_reader)-/.test(path));
}

/** For the page that says whether this phone may be taken where there is no link: [path, bytes]. */
export async function lacking(): Promise<[string, number][]> {
  const cache = await caches.open(NAME);
  const every = [...__PRECACHE__.files, ...__PRECACHE__.onRequest];
  const wanted = await readyFiles();
  const kept = await Promise.all(every.map((path) => cache.match(path)));
  return every.flatMap((path, place): [string, number][] => {
    const needed = __PRECACHE__.files.includes(path) || wanted.includes(path);
    return needed && !kept[place] ? [[path, __PRECACHE__.hundreds[place]! * 100]] : [];
  });
}

/** As much of it as the link lets through. */
export const complete = (): Promise<void> => readyFiles().then(fillCache).catch(() => undefined);

export async function dropOldCaches(): Promise<void> {
  const old = (await appCaches()).filter((name) => name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function appCaches(): Promise<string[]> {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX));
}

/** Null leaves the request to the network: data, uploads, other origins. */
export function answerFromCache(request: Request): Promise<Response> | null {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return null;
  if (ELSEWHERE.test(url.pathname)) return null;
  if (request.mode === 'navigate') return kept(PAGE, request);
  if (__PRECACHE__.files.includes(url.pathname)) return kept(url.pathname, request);
  return __PRECACHE__.onRequest.includes(url.pathname) ? keptFromNow(url.pathname) : null;
}

async function kept(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(NAME);
  return (await cache.match(path)) ?? fetch(request);
}

async function keptFromNow(path: string): Promise<Response> {
  const cache = await caches.open(NAME);
  await keep(cache, path);
  return (await cache.match(path)) ?? Response.error();
}
