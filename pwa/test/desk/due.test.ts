import { describe, expect, it } from 'vitest';
import type { Calendar } from '../../src/desk/api/types';
import { dueWords, workingDays, workingMinutes } from '../../src/desk/logic/due';

const at = (text: string): number => Date.parse(`${text}:00+07:00`);
const iso = (text: string): string => new Date(at(text)).toISOString();

const day = { hours: [['07:30', '11:30'], ['13:30', '17:30']] as [string, string][], counted: true };
const closed = { hours: [] as [string, string][], counted: false };
const calendar: Calendar = {
  week: [day, day, day, day, day, { hours: [['07:30', '11:30']], counted: false }, closed],
  overrides: [
    { day: '2026-11-25', kind: 'off', reason: 'Mất điện cả xã', hours: null },
    { day: '2026-11-29', kind: 'work', reason: 'Làm bù', hours: [['08:00', '10:00']] },
  ],
  holidays: [{ day: '2026-12-01', name: 'Ngày nghỉ thử' }],
  worked_weekends: ['2026-11-28'],
};

describe('working time', () => {
  it('skips nights, noon and the weekend', () => {
    expect(workingMinutes(calendar, at('2026-11-20T16:30'), at('2026-11-23T08:30'))).toBe(120);
    expect(workingMinutes(calendar, at('2026-11-23T11:00'), at('2026-11-23T14:00'))).toBe(60);
  });

  it('does not count a Saturday on which the desk merely opens', () => {
    expect(workingMinutes(calendar, at('2026-11-21T07:30'), at('2026-11-21T11:30'))).toBe(0);
  });

  it('knows days off, days worked instead, and holidays', () => {
    // Wednesday is closed, Saturday and Sunday are worked, Tuesday is a holiday.
    expect(workingDays(calendar, '2026-11-24', '2026-12-02')).toBe(6);
    expect(workingMinutes(calendar, at('2026-11-29T07:00'), at('2026-11-29T12:00'))).toBe(120);
    expect(workingMinutes(calendar, at('2026-11-28T07:00'), at('2026-11-28T18:00'))).toBe(480);
  });

  it('is negative backwards', () => {
    expect(workingDays(calendar, '2026-11-24', '2026-11-20')).toBe(-2);
  });

  it('falls back to Monday to Friday while the calendar is on its way', () => {
    expect(workingDays(null, '2026-11-20', '2026-11-23')).toBe(1);
  });
});

describe('due words', () => {
  const words = (kind: 'answer' | 'binding' | 'supplement', due: string, now: string) =>
    dueWords({ due_kind: kind, due_at: iso(due) }, calendar, at(now));

  it('counts the answer clock in working hours', () => {
    expect(words('answer', '2026-11-23T14:30', '2026-11-23T10:30')).toEqual({ tone: 'soon', key: 'due.hours', values: { n: 2 } });
    expect(words('answer', '2026-11-23T17:30', '2026-11-23T10:00')).toMatchObject({ tone: 'fine', key: 'due.hours', values: { n: 5 } });
    expect(words('answer', '2026-11-23T17:30', '2026-11-23T17:00')).toMatchObject({ tone: 'soon', key: 'due.minutes', values: { n: 30 } });
  });

  it('says late in hours on the same day, then in days', () => {
    expect(words('answer', '2026-11-23T08:30', '2026-11-23T10:30')).toMatchObject({ tone: 'late', key: 'due.late_hours', values: { n: 2 } });
    expect(words('answer', '2026-11-20T17:00', '2026-11-23T08:00')).toMatchObject({ tone: 'late', key: 'due.late_days', values: { n: 1 } });
    expect(words('binding', '2026-11-23T17:30', '2026-11-23T17:45')).toMatchObject({ tone: 'late', key: 'due.late_minutes', values: { n: 1 } });
  });

  it('counts the binding date in working days, today by its hour', () => {
    expect(words('binding', '2026-11-24T17:30', '2026-11-24T08:00')).toMatchObject({ tone: 'soon', key: 'due.today', values: { time: '17:30' } });
    expect(words('binding', '2026-11-27T17:30', '2026-11-24T08:00')).toMatchObject({ tone: 'fine', key: 'due.days', values: { n: 2 } });
  });

  it("never calls the desk late in the citizen's time", () => {
    expect(words('supplement', '2026-11-20T17:30', '2026-11-24T08:00')).toMatchObject({ tone: 'soon', key: 'due.citizen_over' });
    expect(words('supplement', '2026-11-27T17:30', '2026-11-24T08:00')).toMatchObject({ tone: 'none', key: 'due.citizen_days', values: { n: 2 } });
  });

  it('says plainly that no clock runs', () => {
    expect(dueWords({ due_kind: null, due_at: null }, calendar, 0)).toMatchObject({ tone: 'none', key: 'due.none' });
  });
});
