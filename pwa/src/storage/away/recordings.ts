/** What somebody kept to hear without a link (`storage/aloud/kept.ts`, which need not be here for this). */
export const CACHE = 'motcua-aloud';

export interface KeptRecordings {
  /** How many procedures, in however many languages. */
  procedures: number;
  bytes: number;
}

export async function keptRecordings(): Promise<KeptRecordings> {
  if (!('caches' in globalThis) || !(await caches.has(CACHE))) return { procedures: 0, bytes: 0 };
  const cache = await caches.open(CACHE);
  const codes = new Set<string>();
  let bytes = 0;
  for (const request of await cache.keys()) {
    const code = /\/api\/catalogue\/([\d.]+)\//.exec(request.url)?.[1];
    if (code) codes.add(code);
    bytes += (await (await cache.match(request))?.blob())?.size ?? 0;
  }
  return { procedures: codes.size, bytes };
}

export const dropRecordings = async (): Promise<void> => void (await caches.delete(CACHE));
