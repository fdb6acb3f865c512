/** The families of procedures and what happens in people's lives: kept on the phone, newer when there is a link. */
import { signal } from '@preact/signals';
import { get } from '../../api/client';
import { type FamilyFile, readFamilies } from '../../domain/family';
import { FAMILIES_KEY, getCatalogue, keepAnswer } from '../../storage/catalogue';

export const families = signal<FamilyFile | null>(null);
export const familiesFault = signal(false);

export async function loadFamilies(): Promise<void> {
  familiesFault.value = false;
  const kept = await getCatalogue(FAMILIES_KEY).catch(() => undefined);
  if (kept) families.value = readFamilies(kept.data);
  const headers: Record<string, string> = kept?.etag ? { 'If-None-Match': kept.etag } : {};
  const answer = await get<FamilyFile>('/api/catalogue/families', { headers });
  const file = answer.kind === 'ok' ? readFamilies(answer.body) : null;
  if (answer.kind === 'ok' && file) {
    families.value = file;
    await keepAnswer({ key: FAMILIES_KEY, etag: answer.headers.get('ETag'), data: file, at: Date.now() });
  }
  familiesFault.value = !families.peek();
}
