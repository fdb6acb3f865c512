declare const self: ServiceWorkerGlobalScope;

/** Replaced by the build: the version of this build and the files that belong to it. */
declare const __PRECACHE__: { version: string; files: string[] };

const PREFIX = 'motcua-app-';
const NAME = PREFIX + __PRECACHE__.version;
const PAGE = '/index.html';
/** Addresses that are not the citizen's app. */
const ELSEWHERE = /^\/(?:api|demo|desk)(?:[/.]|$)/;

/** A few at a time: a weak link chokes on forty requests at once. */
const AT_ONCE = 4;

export async function fillCache(): Promise<void> {
  const cache = await caches.open(NAME);
  const waiting = [...__PRECACHE__.files];
  const next = async (): Promise<void> => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      await keep(cache, path);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
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

export async function dropOldCaches(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** Null leaves the request to the network: data, uploads, other origins. */
export function answerFromCache(request: Request): Promise<Response> | null {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return null;
  if (ELSEWHERE.test(url.pathname)) return null;
  if (request.mode === 'navigate') return fromCache(PAGE, request);
  return __PRECACHE__.files.includes(url.pathname) ? fromCache(url.pathname, request) : null;
}

async function fromCache(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(NAME);
  return (await cache.match(path)) ?? fetch(request);
}
