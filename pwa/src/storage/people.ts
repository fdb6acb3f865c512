/**
 * The people somebody files for, remembered on this phone only: sealed with AES-GCM under a key of their
 * account that the browser keeps and gives to nobody. Another account finds neither. A key that is gone
 * takes its people with it: they are dropped and counted, so that a screen can say so.
 */
import { newId } from '../domain/ids';
import { isSame, type Particulars } from '../domain/people';
import type { SealedPerson, SealKey } from '../domain/sealed';
import { reading, writing } from './database';

export interface Known extends Particulars {
  id: string;
  /** When they were last filed for (ms). */
  used_at: number;
}

export interface Remembered {
  /** The last one first. */
  people: Known[];
  /** How many could not be opened any more, and are gone. */
  lost: number;
}

/** null: never asked. */
export async function mayRemember(account: string): Promise<boolean | null> {
  const found = await keyOf(account);
  return found ? found.key !== null : null;
}

const keyOf = (account: string): Promise<SealKey | undefined> => reading((open) => open.get('keys', account));

/** Consent, with the words that were agreed to. Refusing takes everybody away who was remembered. */
export async function decideToRemember(account: string, agreed: boolean, words: string, now: number): Promise<void> {
  const known = agreed ? (await keyOf(account))?.key : null;
  const key = agreed ? (known ?? (await newKey())) : null;
  await writing(['keys', 'people'], async (transaction) => {
    await transaction.objectStore('keys').put({ account, key, at: now, words });
    if (agreed) return;
    const people = transaction.objectStore('people');
    for (const each of await people.getAll()) if (each.account === account) await people.delete(each.id);
  });
}

const newKey = (): Promise<CryptoKey> => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);

export async function allPeople(account: string): Promise<Remembered> {
  const sealed = (await reading((open) => open.getAll('people'))).filter((each) => each.account === account);
  if (sealed.length === 0) return { people: [], lost: 0 };
  const key = (await keyOf(account))?.key ?? null;
  const opened = await Promise.all(sealed.map((each) => openOne(each, key)));
  const people = opened.filter((each) => each !== null).sort((one, other) => other.used_at - one.used_at);
  const lost = sealed.filter((_, place) => opened[place] === null);
  if (lost.length > 0) {
    await writing(['people'], async (transaction) => {
      for (const { id } of lost) await transaction.objectStore('people').delete(id);
    });
  }
  return { people, lost: lost.length };
}

let turn: Promise<unknown> = Promise.resolve();

/**
 * Adds somebody, or brings what is known of the same person up to date. Nothing without consent. One after
 * the other: two sections left within a moment would each add to what was known before either of them.
 */
export function rememberPerson(account: string, person: Particulars, now: number): Promise<void> {
  const mine = turn.then(() => addTo(account, person, now));
  turn = mine.catch(() => undefined);
  return mine;
}

async function addTo(account: string, person: Particulars, now: number): Promise<void> {
  const key = (await keyOf(account))?.key;
  if (!key) return;
  const before = (await allPeople(account)).people.find((each) => isSame(each, person));
  const whole: Known = { ...before, ...person, id: before?.id ?? newId(), used_at: now };
  const sealed = await seal(whole, account, key);
  await writing(['people'], async (transaction) => {
    await transaction.objectStore('people').put(sealed);
  });
}

export const forgetPerson = (id: string): Promise<void> =>
  writing(['people'], async (transaction) => {
    await transaction.objectStore('people').delete(id);
  });

/** The record's own place is sealed along: one cannot be laid under another account or name. */
const placeOf = (account: string, id: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(`${account} ${id}`);

async function seal(person: Known, account: string, key: CryptoKey): Promise<SealedPerson> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(person));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: placeOf(account, person.id) }, key, text);
  return { id: person.id, account, iv, sealed };
}

async function openOne({ id, account, iv, sealed }: SealedPerson, key: CryptoKey | null): Promise<Known | null> {
  if (!key) return null;
  try {
    const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: placeOf(account, id) }, key, sealed);
    return JSON.parse(new TextDecoder().decode(text)) as Known;
  } catch {
    return null;
  }
}
