/** Recordings that somebody asked to keep, by procedure: the list and every sound, in a cache. */
export const CACHE = 'motcua-aloud';

export async function keptResponse(url: string): Promise<Response | undefined> {
  try {
    return await (await caches.open(CACHE)).match(url);
  } catch {
    return undefined;
  }
}

/** What is here already is not fetched again; throws when the link fails, and what came stays. */
export async function keepSounds(urls: readonly string[]): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const url of urls) {
    if (await cache.match(url)) continue;
    const response = await fetch(url);
    if (!response.ok || !response.headers.get('Content-Type')?.startsWith('audio/')) throw new TypeError(`${url} is no sound`);
    await cache.put(url, response);
  }
}

export async function keepList(url: string, list: unknown): Promise<void> {
  await (await caches.open(CACHE)).put(url, new Response(JSON.stringify(list), { headers: { 'Content-Type': 'application/json' } }));
}
