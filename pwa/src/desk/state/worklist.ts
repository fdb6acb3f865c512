/** The worklist as the server last told it, and its polite refreshing. */
import { signal } from '@preact/signals';
import { getWorklist, type WorklistQuery } from '../api/dossiers';
import type { Worklist } from '../api/types';

const EVERY_MS = 30_000;
/** Nobody at the desk: the list rests, and the session may end as the rules want it to. */
const RESTS_AFTER_MS = 10 * 60_000;

export const worklist = signal<Worklist | null>(null);
/** What `worklist` answers. */
const answered = signal<WorklistQuery | null>(null);
export const worklistFault = signal(false);
export const worklistBusy = signal(false);
/** What was typed into the search. It stays in memory: an address would be kept by the browser. */
export const sought = signal('');
export const refreshedAt = signal<number | null>(null);
/** The clock of the screen: due words move on with it. */
export const now = signal(Date.now());

let asked: WorklistQuery | null = null;
let etag: string | null = null;
let touchedAt = Date.now();

/**
 * The list, once it is the one that was asked for: rows of another under its name would be opened by mistake.
 * While a search is typed, what was found for its beginning stays.
 */
export function listOf({ view, procedure, q, page }: WorklistQuery): Worklist | null {
  const of = answered.value;
  const same = of && of.view === view && of.procedure === procedure && of.page === page && (of.q === '') === (q === '');
  return same ? worklist.value : null;
}

export async function showWorklist(query: WorklistQuery): Promise<void> {
  const same = asked !== null && JSON.stringify(asked) === JSON.stringify(query);
  if (!same) {
    asked = query;
    etag = null;
  }
  await refreshWorklist();
}

export async function refreshWorklist(): Promise<void> {
  const query = asked;
  if (!query) return;
  worklistBusy.value = true;
  const answer = await getWorklist(query, etag);
  // While it travelled another view was chosen: its own answer is on the way.
  if (query !== asked) return;
  worklistBusy.value = false;
  worklistFault.value = answer.kind !== 'ok' && answer.kind !== 'not_modified';
  if (worklistFault.value) return;
  refreshedAt.value = now.value = Date.now();
  if (answer.kind !== 'ok') return;
  worklist.value = answer.body;
  answered.value = query;
  etag = answer.headers.get('ETag');
}

/** Somebody sits here: their hand was on mouse or keys within the last minutes. */
export function isAttended(): boolean {
  return document.visibilityState === 'visible' && Date.now() - touchedAt < RESTS_AFTER_MS;
}

/** Keeps the list and the clock moving while somebody sits here; answers how to stop. */
export function startRefreshing(): () => void {
  const touched = (): void => void (touchedAt = Date.now());
  const tick = (): void => {
    now.value = Date.now();
    if (isAttended()) void refreshWorklist();
  };
  const shown = (): void => {
    touched();
    tick();
  };
  const timer = setInterval(tick, EVERY_MS);
  addEventListener('pointerdown', touched);
  addEventListener('keydown', touched);
  addEventListener('online', tick);
  document.addEventListener('visibilitychange', shown);
  return () => {
    clearInterval(timer);
    removeEventListener('pointerdown', touched);
    removeEventListener('keydown', touched);
    removeEventListener('online', tick);
    document.removeEventListener('visibilitychange', shown);
  };
}
