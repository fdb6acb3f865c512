/** Whether this phone can file today where there is no link: looked at, not remembered. */
import { call } from '../../api/client';
import type { CatalogueIndex, IndexEntry } from '../../domain/catalogue';
import type { EntryKind } from '../../domain/outbox';
import type { ProcedureDetail } from '../../domain/procedure';
import { AGENCIES_KEY, COMMUNES_KEY, detailKey, FAMILIES_KEY, getCatalogue, putCatalogue } from '../../storage/catalogue';
import { allEntries } from '../../storage/outbox';
import { DAY_BYTES, holdsADay, roomLeft } from './room';

export type Check = 'worker' | 'shell' | 'card' | 'procedures' | 'places' | 'room' | 'persisted' | 'clock' | 'camera' | 'queue';
/** `warn`: it works, but somebody should look; `unknown`: only a link can tell. */
export type Verdict = 'ok' | 'missing' | 'warn' | 'unknown';

export interface Finding {
  check: Check;
  verdict: Verdict;
  /** How many are missing or wait, or minutes by which the clock is off. */
  count: number;
  /** Bytes that the button would fetch. */
  bytes: number;
}

/** About what they weigh on the wire: the server does not say before it sends. */
const PROCEDURE_BYTES = 4000;
const COMMUNES_BYTES = 13_600;
const AGENCIES_BYTES = 500;
const FAMILIES_BYTES = 1800;
const MINUTE = 60_000;
/** Deadlines count by the server's clock; past this, what the phone shows misleads people. */
const CLOCK_OFF = 10;

/** Even a hundred kilobytes on the worst link are here by then, or do not come. */
const PATIENCE_MS = 180_000;

const PICKED_KEY = 'picked';

const found = (check: Check, verdict: Verdict, count = 0, bytes = 0): Finding => ({ check, verdict, count, bytes });

/** What a volunteer takes along; before anything was chosen, what people come for most. */
export async function pickedProcedures(index: CatalogueIndex): Promise<string[]> {
  const kept = (await getCatalogue(PICKED_KEY))?.data as string[] | undefined;
  return kept ?? index.frequent.map(({ code }) => code);
}

export async function keepPicked(codes: string[]): Promise<void> {
  await putCatalogue({ key: PICKED_KEY, etag: null, data: codes, at: Date.now() });
}

export async function look(index: CatalogueIndex | null, picked: readonly string[]): Promise<Finding[]> {
  return Promise.all([
    lookAtFiles('shell'),
    lookAtFiles('card'),
    lookAtProcedures(index, picked),
    lookAtPlaces(),
    lookAtRoom(),
    lookAtPersisted(),
    lookAtCamera(),
    lookAtClock(),
    lookAtQueue(),
    lookAtWorker(),
  ]);
}

const lookAtWorker = (): Promise<Finding> =>
  Promise.resolve(found('worker', navigator.serviceWorker?.controller ? 'ok' : 'missing'));

/** Files of the app that do not lie in this browser, or null where nobody can tell. */
export function askWorker(what: 'lacking' | 'complete'): Promise<[string, number][] | null> {
  const worker = navigator.serviceWorker?.controller;
  if (!worker) return Promise.resolve(null);
  const { port1, port2 } = new MessageChannel();
  return new Promise((done) => {
    port1.onmessage = ({ data }: MessageEvent<[string, number][]>) => {
      port1.close();
      done(data);
    };
    setTimeout(() => done(null), PATIENCE_MS);
    worker.postMessage(what, [port2]);
  });
}

/** What reads ID cards weighs more than all else, and one can file without it. */
const CARD = /\/(?:card|worker-card|zxing_reader)-/;

async function lookAtFiles(what: 'shell' | 'card'): Promise<Finding> {
  const missing = (await askWorker('lacking'))?.filter(([path]) => CARD.test(path) === (what === 'card'));
  if (!missing) return found(what, 'missing', 1);
  const bytes = missing.reduce((sum, [, each]) => sum + each, 0);
  return found(what, missing.length > 0 ? 'missing' : 'ok', missing.length, bytes);
}

/** Which of the chosen procedures do not lie here in the version that is in force. */
export async function missingProcedures(index: CatalogueIndex | null, picked: readonly string[]): Promise<string[]> {
  const newest = new Map(index?.entries.map((entry: IndexEntry) => [entry.code, entry.version]));
  const missing: string[] = [];
  for (const code of picked) {
    const kept = (await getCatalogue(detailKey(code)))?.data as ProcedureDetail | undefined;
    if (!kept || kept.version !== (newest.get(code) ?? kept.version)) missing.push(code);
  }
  return missing;
}

async function lookAtProcedures(index: CatalogueIndex | null, picked: readonly string[]): Promise<Finding> {
  const { length } = await missingProcedures(index, picked);
  return found('procedures', !index || length > 0 ? 'missing' : 'ok', length, length * PROCEDURE_BYTES);
}

async function lookAtPlaces(): Promise<Finding> {
  const communes = (await getCatalogue(COMMUNES_KEY)) ? 0 : COMMUNES_BYTES;
  const agencies = (await getCatalogue(AGENCIES_KEY)) ? 0 : AGENCIES_BYTES;
  const families = (await getCatalogue(FAMILIES_KEY)) ? 0 : FAMILIES_BYTES;
  const bytes = communes + agencies + families;
  return found('places', bytes > 0 ? 'missing' : 'ok', 0, bytes);
}

async function lookAtRoom(): Promise<Finding> {
  const left = await roomLeft();
  const enough = (left === null || left >= DAY_BYTES) && (await holdsADay());
  return found('room', enough ? 'ok' : 'missing');
}

async function lookAtPersisted(): Promise<Finding> {
  return found('persisted', (await navigator.storage?.persisted?.()) ? 'ok' : 'warn');
}

/** Asks for no permission: photographs come from the phone's own camera app. */
async function lookAtCamera(): Promise<Finding> {
  const devices = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
  const there = devices.some(({ kind }) => kind === 'videoinput') || 'capture' in HTMLInputElement.prototype;
  return found('camera', there ? 'ok' : 'missing');
}

/** Only an answer of our own server counts: a captive portal's clock may be anything. */
async function lookAtClock(): Promise<Finding> {
  const answer = await call('GET', '/api/places/agencies', { headers: { 'Cache-Control': 'no-cache' } });
  const told = answer.kind === 'ok' ? Date.parse(answer.headers.get('Date') ?? '') : NaN;
  if (Number.isNaN(told)) return found('clock', 'unknown');
  const off = Math.round(Math.abs(Date.now() - told) / MINUTE);
  return found('clock', off >= CLOCK_OFF ? 'warn' : 'ok', off);
}

/** As `isQuiet` has it, which every phone would pay for if it were shared with this file. */
const QUIET: readonly EntryKind[] = ['save', 'forget', 'report'];

async function lookAtQueue(): Promise<Finding> {
  const waiting = (await allEntries()).filter(({ kind }) => !QUIET.includes(kind)).length;
  return found('queue', waiting > 0 ? 'warn' : 'ok', waiting);
}
