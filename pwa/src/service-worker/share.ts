/**
 * Pictures that another app shares: they are kept before anything is asked, link or no link, and the app
 * opens where it asks for which paper they are. Nothing is imported here but what the queue's file has:
 * the page's other files cannot run in a worker.
 */
import { keepShot, SHARED } from '../storage/pages';

/** As the manifest names them. */
const ADDRESS = '/nhan-anh';
const FIELD = 'anh';

export function receiveShared(worker: ServiceWorkerGlobalScope): void {
  worker.addEventListener('fetch', (event) => {
    const { method, url } = event.request;
    if (method === 'POST' && new URL(url).pathname === ADDRESS) event.respondWith(receive(event.request));
  });
}

async function receive(request: Request): Promise<Response> {
  let lost = '';
  try {
    const at = Date.now();
    for (const [place, file] of (await request.formData()).getAll(FIELD).entries()) {
      if (typeof file === 'string') continue;
      const shot = { paper: null, page: null, replaces: null, at, quad: null, turn: 0 as const };
      await keepShot({ id: `shared-${at}-${100 + place}`, draft: SHARED, blob: file, sha256: '', shot });
    }
  } catch {
    lost = '?loi=1';
  }
  return Response.redirect(ADDRESS + lost, 303);
}
