import { IconClock, IconWarning, type Icon } from '../../components/icons';
import { calendarDay, clockTime } from '../../domain/dates';
import type { Due } from '../api/types';
import { type DueTone, dueWords } from '../logic/due';
import { calendar } from '../state/office';
import { now } from '../state/worklist';
import { type DeskKey, t } from '../words';
import { IconFlag } from './icons';

const SIGNS: Record<Exclude<DueTone, 'none'>, Icon> = { late: IconWarning, soon: IconFlag, fine: IconClock };

/** How far the legal moment is away: a sign, words, and the moment itself on pointing at it. */
export function DueMark({ due }: { due: Due }) {
  const { tone, key, values } = dueWords(due, calendar.value, now.value);
  const Sign = tone === 'none' ? null : SIGNS[tone];
  return (
    <span class={`due due--${tone}`} title={due.due_at ? momentText(due.due_at) : undefined}>
      {Sign && <Sign />}
      {t(key, values)}
    </span>
  );
}

/** "17:00 Thứ Hai 23/11/2026" */
export function momentText(moment: string): string {
  return `${clockTime(moment)} ${dayText(moment)}`;
}

export function dayText(moment: string): string {
  const { year, month, day, weekday } = calendarDay(moment);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${t(`weekday.${weekday}` as DeskKey)} ${two(day)}/${two(month)}/${year}`;
}

/** Short, for lists: "07:30 · 23/11" */
export function shortMoment(moment: string): string {
  const { month, day } = calendarDay(moment);
  return `${clockTime(moment)} · ${day}/${month}`;
}
