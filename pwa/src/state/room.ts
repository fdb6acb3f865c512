/** Room on the phone: watched, and asked for at the moment when its reason can be seen. */
import { signal } from '@preact/signals';
import { nearlyFull } from './shelf';

/** The browser is asking the person whether this app may keep its things for long. */
export const keepingAsked = signal(false);

/** Room for a day of photographs must be left, or the person is told while there is still some. */
const ROOM_BYTES = 20 * 1024 * 1024;

export async function watchRoom(): Promise<void> {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  const little = quota !== undefined && usage !== undefined && quota - usage < ROOM_BYTES;
  nearlyFull.value = little || !(await wouldHold(ROOM_BYTES));
}

/**
 * Asks for the room without filling it. Chromium's estimate tells everybody the same 10 GB since 2025;
 * a file that is made so long and given up again costs 3 ms and no byte of the flash memory.
 */
async function wouldHold(bytes: number): Promise<boolean> {
  try {
    const folder = await navigator.storage.getDirectory();
    const file = await folder.getFileHandle('room', { create: true });
    const writer = await file.createWritable();
    await writer.truncate(bytes).finally(() => writer.abort());
    return true;
  } catch (cause) {
    // Browsers without such files tell the truth in their estimate.
    return (cause as Error).name !== 'QuotaExceededError';
  }
}

let asked = false;
/** Chromium decides by itself and at once; whoever takes longer shows a question. */
const DECIDES_BY_ITSELF_MS = 300;

/** Called when there is something to lose: words in a form, a photograph, a dossier that waits. */
export async function askToKeep(): Promise<void> {
  if (asked || typeof navigator.storage?.persist !== 'function') return;
  asked = true;
  const timer = setTimeout(() => (keepingAsked.value = true), DECIDES_BY_ITSELF_MS);
  await navigator.storage.persist().catch(() => false);
  clearTimeout(timer);
  keepingAsked.value = false;
}
