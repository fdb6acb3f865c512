/** Whom a volunteer is asked to tell that the commune has news: read without a link, too. */
import { computed, signal } from '@preact/signals';
import { get } from '../../api/client';
import { getCatalogue, putCatalogue } from '../../storage/catalogue';
import { account } from '../shelf';

export interface Ask {
  messages: string[];
  name: string;
  house: string | null;
  /** The whole of what may be said. */
  say: string;
  tel: string | null;
  since: string;
  /** Only where the consent of the dossier says that the helper may know. */
  matter: { title: string; body: string; next: string } | null;
}

const kept = signal<{ of: string; items: Ask[] } | null>(null);

export const helping = computed(() => (kept.value && kept.value.of === account.value?.id ? kept.value.items : []));

const keyOf = (person: string): string => `helping:${person}`;
/** Already asked since the app was opened. */
let asked = '';

export async function followHelping(): Promise<void> {
  const person = account.peek()?.id;
  if (!person || asked === person) return;
  asked = person;
  await loadHelping();
}

/** False: there was no link, and what lay on the phone is shown. */
export async function loadHelping(): Promise<boolean> {
  const person = account.peek()?.id;
  if (!person) return false;
  const before = await getCatalogue(keyOf(person));
  if (before) kept.value = { of: person, items: before.data as Ask[] };
  const answer = await get<{ items: Ask[] }>('/api/messages/helping');
  if (answer.kind !== 'ok') return answer.kind === 'not_modified';
  await keepHelping(person, answer.body.items);
  return true;
}

export async function keepHelping(person: string, items: Ask[]): Promise<void> {
  await putCatalogue({ key: keyOf(person), etag: null, data: items, at: Date.now() });
  kept.value = { of: person, items };
}
