/** The dossier that lies open on the desk. */
import { computed, signal } from '@preact/signals';
import type { Answer } from '../../api/client';
import { getRow, openDossier, putReview } from '../api/dossiers';
import type { Action, DeskDossier, Review } from '../api/types';
import { pagesInOrder } from '../logic/review';
import { keep, kept, forget } from './kept';

export const dossier = signal<DeskDossier | null>(null);
export const opening = signal<'busy' | 'no_link' | 'not_found' | null>(null);
/** Another officer, or the citizen, changed it since it was opened here. */
export const newerVersion = signal<number | null>(null);
export const pageId = signal<string | null>(null);

export const pages = computed(() => (dossier.value ? pagesInOrder(dossier.value) : []));
export const page = computed(() => pages.value.find((each) => each.id === pageId.value) ?? pages.value[0] ?? null);

/** What was just done, for the polite line at the lower edge and for screen readers. */
export interface Said {
  act?: Action;
  title?: string;
  /** A key of desk.json. */
  key?: string;
}
export const said = signal<(Said & { at: number }) | null>(null);

export function say(what: Said): void {
  said.value = { ...what, at: Date.now() };
}

let wanted = '';

export async function openOnDesk(id: string): Promise<void> {
  wanted = id;
  if (dossier.peek()?.id !== id) {
    dossier.value = null;
    pageId.value = null;
  }
  opening.value = 'busy';
  newerVersion.value = null;
  const answer = await openDossier(id);
  // While it travelled another one was opened: its own answer is on the way.
  if (wanted !== id) return;
  if (answer.kind === 'ok') {
    opening.value = null;
    take(answer.body);
    void sendKeptReviews();
    return;
  }
  opening.value = answer.kind === 'problem' && answer.status === 404 ? 'not_found' : 'no_link';
}

/** A new state of the open dossier; verdicts that have not left yet are laid over it. */
export function take(fresh: DeskDossier): void {
  const waiting = keptReviews(fresh.id);
  const shown = fresh.pages.map((each) => ({ ...each, review: waiting[each.id] ?? each.review }));
  dossier.value = { ...fresh, pages: shown };
  newerVersion.value = null;
}

/** Asks quietly whether the open dossier moved on; opening it again would be logged. */
export async function lookForNewer(): Promise<void> {
  const open = dossier.peek();
  if (!open?.slip) return;
  const answer = await getRow(open.slip);
  const row = answer.kind === 'ok' ? answer.body.items.find((each) => each.id === open.id) : undefined;
  const now = dossier.peek();
  if (row && now?.id === row.id && row.version > now.version) newerVersion.value = row.version;
}

export function judge(id: string, review: Review): void {
  const open = dossier.peek();
  if (!open) return;
  dossier.value = { ...open, pages: open.pages.map((each) => (each.id === id ? { ...each, review } : each)) };
  keep(reviewsName(open.id), { ...keptReviews(open.id), [id]: review });
  void sendKeptReviews();
}

/** Verdicts that the server does not have yet. */
export const unsavedReviews = signal(0);
let sending = false;

export async function sendKeptReviews(): Promise<void> {
  const open = dossier.peek();
  if (!open || sending) return;
  sending = true;
  try {
    await sendEach(open.id);
  } finally {
    sending = false;
    unsavedReviews.value = Object.keys(keptReviews(open.id)).length;
  }
}

async function sendEach(id: string): Promise<void> {
  for (;;) {
    const [next] = Object.entries(keptReviews(id));
    if (!next) return;
    const [pageOf, review] = next;
    const answer = await putReview(id, pageOf, review);
    if (!isDecided(answer)) return;
    settle(id, pageOf, review);
  }
}

/** Saved, or refused for good: a page that was replaced meanwhile is no longer there to be judged. */
function isDecided(answer: Answer<Review>): boolean {
  return answer.kind === 'ok' || (answer.kind === 'problem' && [404, 422].includes(answer.status));
}

function settle(id: string, pageOf: string, sent: Review): void {
  const { [pageOf]: now, ...rest } = keptReviews(id);
  // Judged again while it travelled: the last word still has to leave.
  if (now && (now.verdict !== sent.verdict || now.text !== sent.text)) return;
  if (Object.keys(rest).length) keep(reviewsName(id), rest);
  else forget(reviewsName(id));
}

function keptReviews(id: string): Record<string, Review> {
  return kept<Record<string, Review>>(reviewsName(id)) ?? {};
}

const reviewsName = (id: string): string => `${id}.reviews`;
