/**
 * The legal clock in plain words: "còn 3 giờ làm việc", "trễ 1 ngày". The server decided the moment;
 * here it is only said how far away it is, counted as the law counts: in the agency's working time.
 */
import { calendarDay, clockTime, today } from '../../domain/dates';
import type { Calendar, Due } from '../api/types';

export type DueTone = 'late' | 'soon' | 'fine' | 'none';

/** Keys of words/<language>/desk.json. */
export type DueKey =
  | 'due.none'
  | 'due.minutes'
  | 'due.hours'
  | 'due.today'
  | 'due.days'
  | 'due.late_minutes'
  | 'due.late_hours'
  | 'due.late_days'
  | 'due.citizen_today'
  | 'due.citizen_days'
  | 'due.citizen_over';

export interface DueWords {
  tone: DueTone;
  key: DueKey;
  values: Record<string, string | number>;
}

type Span = readonly [opens: number, closes: number];

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** When less working time is left, the row asks for attention. */
const SOON_MINUTES = 120;
const ORDINARY: readonly Span[] = [
  [450, 690],
  [780, 1020],
];

export function dueWords(due: Due, calendar: Calendar | null, now: number): DueWords {
  if (!due.due_at || !due.due_kind) return { tone: 'none', key: 'due.none', values: {} };
  const moment = Date.parse(due.due_at);
  const days = workingDays(calendar, today(now), today(moment));
  if (due.due_kind === 'supplement') return citizenWords(moment, days, now);
  if (moment < now) return lateWords(calendar, moment, -days, now);
  if (due.due_kind === 'answer') return hoursWords(workingMinutes(calendar, now, moment));
  if (days === 0) return { tone: 'soon', key: 'due.today', values: { time: clockTime(moment) } };
  return { tone: days === 1 ? 'soon' : 'fine', key: 'due.days', values: { n: days } };
}

function hoursWords(minutes: number): DueWords {
  const tone = minutes <= SOON_MINUTES ? 'soon' : 'fine';
  if (minutes < 60) return { tone, key: 'due.minutes', values: { n: minutes } };
  return { tone, key: 'due.hours', values: { n: Math.floor(minutes / 60) } };
}

function lateWords(calendar: Calendar | null, moment: number, days: number, now: number): DueWords {
  if (days >= 1) return { tone: 'late', key: 'due.late_days', values: { n: days } };
  const minutes = workingMinutes(calendar, moment, now);
  if (minutes < 60) return { tone: 'late', key: 'due.late_minutes', values: { n: Math.max(1, minutes) } };
  return { tone: 'late', key: 'due.late_hours', values: { n: Math.floor(minutes / 60) } };
}

/** The citizen's turn: nothing is late at the desk, but after the last day it may be closed. */
function citizenWords(moment: number, days: number, now: number): DueWords {
  if (moment < now) return { tone: 'soon', key: 'due.citizen_over', values: {} };
  if (days === 0) return { tone: 'none', key: 'due.citizen_today', values: {} };
  return { tone: 'none', key: 'due.citizen_days', values: { n: days } };
}

/** Whole minutes of working time from one moment to a later one. */
export function workingMinutes(calendar: Calendar | null, from: number, to: number): number {
  let total = 0;
  const last = today(to);
  for (let day = today(from); day <= last; day = dayAfter(day)) {
    const start = Date.parse(`${day}T00:00:00+07:00`);
    for (const [opens, closes] of countedHours(calendar, day)) {
      const begin = Math.max(start + opens * MINUTE_MS, from);
      const end = Math.min(start + closes * MINUTE_MS, to);
      total += Math.max(0, end - begin);
    }
  }
  return Math.floor(total / MINUTE_MS);
}

/** Working days after the first day up to and with the last; negative when the last is earlier. */
export function workingDays(calendar: Calendar | null, first: string, last: string): number {
  if (last < first) return -workingDays(calendar, last, first);
  let count = 0;
  for (let day = first; day < last; ) {
    day = dayAfter(day);
    if (countedHours(calendar, day).length > 0) count += 1;
  }
  return count;
}

/** The working hours of a day in minutes after midnight; empty when the day does not count. */
export function countedHours(calendar: Calendar | null, day: string): readonly Span[] {
  const weekday = (calendarDay(day).weekday + 6) % 7;
  if (!calendar) return weekday < 5 ? ORDINARY : [];
  const override = calendar.overrides.find((each) => each.day === day);
  if (override) {
    if (override.kind === 'off') return [];
    return override.hours ? override.hours.map(minutesOf) : ordinaryHours(calendar, weekday);
  }
  if (calendar.worked_weekends.includes(day)) return ordinaryHours(calendar, weekday);
  if (calendar.holidays.some((holiday) => holiday.day === day)) return [];
  const own = calendar.week[weekday];
  return own?.counted ? own.hours.map(minutesOf) : [];
}

function ordinaryHours(calendar: Calendar, weekday: number): readonly Span[] {
  const own = calendar.week[weekday];
  if (own?.counted && own.hours.length) return own.hours.map(minutesOf);
  return calendar.week.find((day) => day.counted && day.hours.length)?.hours.map(minutesOf) ?? [];
}

function minutesOf([opens, closes]: [string, string]): Span {
  const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  return [minutes(opens), minutes(closes)];
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}
