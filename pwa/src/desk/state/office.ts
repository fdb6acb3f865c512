/** What all screens of one agency share: its sentences, its calendar, its people. */
import { signal } from '@preact/signals';
import { getCalendar, getColleagues, getPhrases } from '../api/desk';
import type { Calendar, Colleague } from '../api/types';

export const phrases = signal<string[]>([]);
export const calendar = signal<Calendar | null>(null);
export const calendarTag = signal('');
export const colleagues = signal<Colleague[]>([]);

export async function loadOffice(): Promise<void> {
  await Promise.all([loadPhrases(), loadCalendar(), loadColleagues()]);
}

export async function loadCalendar(): Promise<void> {
  const answer = await getCalendar();
  if (answer.kind !== 'ok') return;
  calendar.value = answer.body;
  calendarTag.value = answer.headers.get('ETag') ?? '';
}

async function loadPhrases(): Promise<void> {
  const answer = await getPhrases();
  if (answer.kind === 'ok') phrases.value = answer.body.phrases;
}

async function loadColleagues(): Promise<void> {
  const answer = await getColleagues();
  if (answer.kind === 'ok') colleagues.value = answer.body;
}

export function nameOf(officer: string | null): string {
  return colleagues.value.find((each) => each.id === officer)?.name ?? '';
}
