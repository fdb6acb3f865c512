/**
 * Dates as people here say and type them. The server's clock decides everything; these functions
 * only read what was typed and place a moment on the calendar of Vietnam (UTC+7, no summer time).
 */
const VIETNAM_OFFSET = 7 * 60 * 60 * 1000;
const DAY = 24 * 60 * 60 * 1000;

export interface CalendarDay {
  year: number;
  month: number;
  day: number;
  /** 0 is Sunday. */
  weekday: number;
}

const TYPED_DATE = /^(\d{1,2})[/.\- ]+(\d{1,2})[/.\- ]+(\d{4})$/;
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** "15/3/2001" becomes "2001-03-15"; null when it is no day of the calendar. */
export function readDate(typed: string): string | null {
  const text = typed.trim();
  const compact = /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  const found = TYPED_DATE.exec(text) ?? compact;
  if (!found) return null;
  const [, day, month, year] = found;
  return isoDate(Number(year), Number(month), Number(day));
}

/** A date, or a year alone as old people's papers have it. */
export function readDateOrYear(typed: string): string | null {
  const text = typed.trim();
  if (/^(18|19|20)\d{2}$/.test(text)) return text;
  return readDate(text);
}

/** "2001-03-15" becomes "15/03/2001"; a year alone stays as it is. */
export function showDate(iso: string): string {
  const found = ISO_DATE.exec(iso);
  return found ? `${found[3]}/${found[2]}/${found[1]}` : iso;
}

/** Puts the slashes while somebody types digits; never moves what was already separated. */
export function maskDate(typed: string): string {
  if (!/^[\d/]*$/.test(typed)) return typed;
  const parts = typed.split('/');
  if (parts.length === 1) {
    const digits = parts[0] ?? '';
    if (digits.length <= 2 || (digits.length === 4 && /^(18|19|20)/.test(digits))) return typed;
    if (digits.length <= 4) return `${digits.slice(0, 2)}/${digits.slice(2)}`;
    return `${digits.slice(0, 2)}/${digits.slice(2, 4)}/${digits.slice(4, 8)}`;
  }
  if (parts.length === 2 && (parts[1] ?? '').length > 2) {
    const [day, rest] = parts;
    return `${day}/${(rest ?? '').slice(0, 2)}/${(rest ?? '').slice(2, 6)}`;
  }
  return typed.slice(0, 10);
}

/** "7:30", "7h30" or "0730" becomes "07:30". */
export function readTime(typed: string): string | null {
  const found = /^(\d{1,2})\s*[:hg.]\s*(\d{2})?$/i.exec(typed.trim()) ?? /^(\d{2})(\d{2})$/.exec(typed.trim());
  if (!found) return null;
  const hour = Number(found[1]);
  const minute = Number(found[2] ?? '0');
  if (hour > 23 || minute > 59) return null;
  return `${pad(hour)}:${pad(minute)}`;
}

/** The day of a moment ("2026-11-23T02:00:00Z") or of a bare date, in Vietnam. */
export function calendarDay(moment: string | number): CalendarDay {
  const bare = typeof moment === 'string' && ISO_DATE.test(moment);
  const shifted = new Date(new Date(moment).getTime() + (bare ? 0 : VIETNAM_OFFSET));
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    weekday: shifted.getUTCDay(),
  };
}

/** "07:30" of a moment, in Vietnam. */
export function clockTime(moment: string | number): string {
  const shifted = new Date(new Date(moment).getTime() + VIETNAM_OFFSET);
  return `${pad(shifted.getUTCHours())}:${pad(shifted.getUTCMinutes())}`;
}

/** Whole calendar days from now until the day of the moment; negative when it has passed. */
export function daysUntil(moment: string, now: number): number {
  return dayNumber(calendarDay(moment)) - dayNumber(calendarDay(now));
}

/** Today in Vietnam as "2026-11-23", for limits of what may be typed. */
export function today(now: number): string {
  const { year, month, day } = calendarDay(now);
  return `${year}-${pad(month)}-${pad(day)}`;
}

function isoDate(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real =
    year >= 1800 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? `${year}-${pad(month)}-${pad(day)}` : null;
}

function dayNumber({ year, month, day }: CalendarDay): number {
  return Math.floor(Date.UTC(year, month - 1, day) / DAY);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
