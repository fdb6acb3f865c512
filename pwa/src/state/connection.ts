/**
 * What the link is like, judged by what gets through and never by what the browser believes: its
 * "online" also holds at a mast without a backhaul, and at a Wi-Fi that wants a sign-in first.
 */
import { computed, signal } from '@preact/signals';
import type { Heard } from '../api/client';
import type { Link } from '../domain/estimate';

export type LinkState = 'unknown' | 'good' | 'weak' | 'none' | 'portal';

export const link = signal<LinkState>('unknown');
/** What was measured while sending; null until the storage was read. */
export const measured = signal<Link | null>(null);
export const online = computed(() => link.value !== 'none' && link.value !== 'portal');

/** Silence right after an answer is a cut, as a weak link has them; only lasting silence is no link. */
const CUT_MS = 15_000;
const SLOW_MS = 3000;
/** Bytes a second: two pages of paper take ten seconds. */
const SLOW_RATE = 10_000;
const QUIET_MS = 30_000;
const SMALL = '/api/openapi.json';

let answered = -Infinity;
let asked = -Infinity;

/** Every request reports here; `ms` until a small one was answered, or null. */
export function hear(what: Heard, ms: number | null = null): void {
  asked = performance.now();
  if (what === 'ours') answered = asked;
  link.value = judged(what, ms);
}

function judged(what: Heard, ms: number | null): LinkState {
  if (what === 'foreign') return 'portal';
  if (what === 'silence') return asked - answered < CUT_MS ? 'weak' : 'none';
  // Only a type is imported from the measuring: its code belongs to the queue's chunk, loaded later.
  const known = measured.peek();
  const slow = (known?.rate && known.rate < SLOW_RATE) || (ms ?? 0) > SLOW_MS;
  return slow || (known?.life && known.calm < CUT_MS) ? 'weak' : 'good';
}

/** The browser's word is only a reason to look for oneself. */
for (const change of ['online', 'offline']) addEventListener(change, () => void askLink(true));
if (!navigator.onLine) void askLink(true);
/** Who is told that there is no link wants to know when it is back. */
setInterval(() => {
  if (!online.peek() && document.visibilityState === 'visible') void askLink();
}, QUIET_MS);

/** Asks the server for next to nothing, when somebody must know and nothing else was heard lately. */
export async function askLink(now = false): Promise<void> {
  if (!now && performance.now() - asked < QUIET_MS) return;
  const begun = performance.now();
  try {
    const answer = await fetch(SMALL, { method: 'HEAD', redirect: 'manual', cache: 'no-store' });
    const type = answer.headers.get('Content-Type') ?? '';
    hear(/json/.test(type) ? 'ours' : 'foreign', performance.now() - begun);
  } catch {
    // An offline phone answers at once, and nobody need wait for what a cut might be.
    if (!navigator.onLine) answered = -Infinity;
    hear('silence');
  }
}
