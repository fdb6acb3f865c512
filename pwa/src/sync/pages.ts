/** The pages of an entry whose text has arrived: one step each, and what its end means. */
import { toHex } from '../domain/ids';
import type { OutboxEntry, OutboxPage } from '../domain/outbox';
import type { MissingPage } from '../domain/receipt';
import { getPage } from '../storage/pages';
import { isAbout, type Verdict } from './policy';
import { change, later, park, type Run, settle } from './run';
import { askAside, sendPage, type UploadOutcome } from './uploads';

const ABOUT_THE_PAGE = ['too_large', 'bad_file', 'page_damaged', 'invalid'];

/** Sends what fits into one request. A verdict is about the whole entry and left to the caller. */
export async function nextPage(entry: OutboxEntry, token: string, run: Run): Promise<Verdict | null> {
  // After a cut the page that was under way is asked about while another one goes already.
  const missing = entry.missing.find(({ offset }) => offset !== null) ?? entry.missing[0];
  const page = entry.pages.find((each) => each.sha256 === missing?.sha256);
  // Nothing is missing any more, or something that we never promised: ask for the receipt again.
  if (!missing || !page) return backToText(entry, run, missing !== undefined);
  const blob = (await getPage(page.id))?.blob;
  // The phone itself lost or altered the bytes: better to say so than to send them.
  if (!blob) return parkPage(entry, page, 'page_lost', run);
  if (blob.size !== page.bytes) return parkPage(entry, page, 'page_damaged', run);
  // Should the app die during this, only the server knows how much came; the next start asks it.
  await rememberOffset(entry, page, null);
  const others = entry.missing.filter((each) => each !== missing);
  const known = others.some(({ offset }) => offset !== null);
  const upload = { path: missing.upload, token, blob, offset: missing.offset, others: known };
  const [outcome] = await Promise.all([
    sendPage(upload, run.line),
    missing.offset === null ? null : askAbout(entry, others, token, run),
  ]);
  await run.line.keep();
  if (outcome.done) return pageArrived(entry, page, outcome, run);
  await rememberOffset(entry, page, outcome.offset, outcome.moved);
  return outcome.moved ? null : pageStopped(entry, page, outcome, run);
}

async function pageStopped(
  entry: OutboxEntry,
  page: OutboxPage,
  { again, verdict }: UploadOutcome & { done: false },
  run: Run,
): Promise<Verdict | null> {
  if (again) return backToText(entry, run, run.renewed.has(entry.key));
  if (verdict?.do !== 'park') {
    if (!verdict) await later(entry, 'interrupted', null, run);
    return verdict;
  }
  if (verdict.why === 'conflict') return backToText(entry, run, true);
  // Altered on the way, once: the server has thrown it away, and the phone's bytes are right.
  const name = `${entry.key}/${page.sha256}`;
  if (verdict.why === 'page_damaged' && !run.renewed.has(name) && (await isSound(page))) {
    run.renewed.add(name);
    await rememberOffset(entry, page, 0);
    return null;
  }
  if (!ABOUT_THE_PAGE.includes(verdict.why)) return verdict;
  return parkPage(entry, page, verdict.why, run, verdict.said);
}

async function isSound({ id, sha256 }: OutboxPage): Promise<boolean> {
  const bytes = await (await getPage(id))?.blob.arrayBuffer();
  return !!bytes && toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))) === sha256;
}

async function pageArrived(
  entry: OutboxEntry,
  page: OutboxPage,
  { receipt }: UploadOutcome & { done: true },
  run: Run,
): Promise<null> {
  if (receipt && isAbout(entry, receipt) && receipt.missing.length === 0) {
    await settle(entry, receipt, run);
    return null;
  }
  const changed = await change(entry, (there) => {
    const missing = there.missing.filter((each) => each.sha256 !== page.sha256);
    return { missing, attempts: 0, waiting: null };
  });
  // The last page's answer carried no receipt of this dossier: the same PUT brings it.
  if (changed && !changed.missing[0]) await backToText(entry, run, run.renewed.has(entry.key));
  return null;
}

async function askAbout(
  entry: OutboxEntry,
  others: readonly MissingPage[],
  token: string,
  run: Run,
): Promise<void> {
  const cut = others.find(({ offset }) => offset === null);
  const told = cut && (await askAside(cut.upload, token, run.line));
  if (cut && typeof told === 'number') await rememberOffset(entry, cut, told);
}

async function rememberOffset(
  entry: OutboxEntry,
  page: Pick<OutboxPage, 'sha256'>,
  offset: number | null,
  moved = false,
): Promise<void> {
  await change(entry, (there) => ({
    ...(moved ? { attempts: 0, waiting: null } : {}),
    missing: there.missing.map((each) =>
      each.sha256 === page.sha256 ? { ...each, offset } : each,
    ),
  }));
}

/** The same PUT again: identical bytes bring the present state and fresh uploads. */
async function backToText(entry: OutboxEntry, run: Run, waiting: boolean): Promise<null> {
  run.renewed.add(entry.key);
  const changed = await change(entry, () => ({ phase: 'text' }));
  if (waiting && changed) await later(changed, 'server_fault', null, run);
  return null;
}

async function parkPage(
  entry: OutboxEntry,
  { paper, page }: OutboxPage,
  why: NonNullable<OutboxEntry['parked']>,
  run: Run,
  said: string | null = null,
): Promise<null> {
  await park(entry, why, run, { said, about: { paper, page } });
  return null;
}
