/**
 * Drafts of somebody who is signed in are kept at the commune, too, so that a lost phone or a browser
 * that throws its storage away costs no work. Only when nothing waits to be sent, the link is good and
 * nobody has typed for a while; photographs only where bytes cost nothing.
 */
import { effect } from '@preact/signals';
import { stateOf } from '../domain/dossier';
import { type Draft, hasContent } from '../domain/draft';
import { dossierKey, newEntry } from '../domain/outbox';
import { draftBody, numbered } from '../domain/payload';
import { link } from '../state/connection';
import { account, drafts, entries, records } from '../state/shelf';
import { allEntries, enqueue } from '../storage/outbox';

const IDLE_MS = 20_000;

let timer: ReturnType<typeof setTimeout> | undefined;

/** What was handed to the outbox: refused for good it leaves that, and is not offered again as it is. */
const offered = new Set<string>();
/** A draft as it is now; with another token another answer may come. */
const asIs = ({ id, updated_at }: Draft): string => id + updated_at + account.value?.send_token;

/** Called once when the app stands. Every change of a draft begins the waiting anew. */
export function keepDraftsSaved(send: () => void): void {
  effect(() => {
    clearTimeout(timer);
    const busy = entries.value.some(({ held, parked }) => !held && parked === null);
    if (link.value !== 'good' || busy) return;
    const wanting = drafts.value.filter(wantsSaving);
    if (wanting.length > 0) timer = setTimeout(() => void saveDrafts(wanting).then(send), IDLE_MS);
  });
}

/** What was submitted once is changed by "gửi" alone: a save would take it back. */
function wantsSaving(draft: Draft): boolean {
  const mine = draft.account !== null && draft.account === account.value?.id;
  if (!mine || draft.supplement || draft.frozen !== null || !hasContent(draft)) return false;
  if (records.value.some((record) => record.id === draft.id && stateOf(record) !== 'draft')) return false;
  // Whether it is another moment, not a later one: the phone's clock may have been years ahead.
  return draft.updated_at !== draft.saved_at && !offered.has(asIs(draft));
}

async function saveDrafts(wanting: readonly Draft[]): Promise<void> {
  const waiting = new Map((await allEntries()).map((entry) => [entry.key, entry]));
  for (const draft of wanting) {
    const there = waiting.get(dossierKey(draft.id));
    if (there && (there.kind !== 'save' || there.made_at === draft.updated_at)) continue;
    await saveDraftAway(draft);
    offered.add(asIs(draft));
  }
}

async function saveDraftAway(draft: Draft): Promise<void> {
  const pages = bytesCost() ? draft.pages.filter((page) => page.at_server) : draft.pages;
  const entry = newEntry(
    {
      key: dossierKey(draft.id),
      kind: 'save',
      dossier: draft.id,
      account: draft.account,
      path: `/api/dossiers/${draft.id}`,
      body: draftBody(draft, pages, Date.now()),
      revision: draft.revision,
      title: draft.procedure_name,
      owner_name: draft.owner?.full_name ?? '',
      pages: numbered(pages),
    },
    draft.updated_at,
  );
  await enqueue(entry, draft);
}

interface Network {
  saveData?: boolean;
  type?: string;
}

/** A browser that says nothing of its link is on a phone whose bytes are paid for; a computer's names no type. */
function bytesCost(): boolean {
  const { connection } = navigator as { connection?: Network };
  const { saveData, type = 'wifi' } = connection ?? { saveData: true };
  return saveData === true || !['wifi', 'ethernet'].includes(type);
}
