import { describe, expect, it } from 'vitest';
import {
  calendarDay,
  clockTime,
  daysUntil,
  maskDate,
  readDate,
  readDateOrYear,
  readTime,
  showDate,
  today,
} from '../../src/domain/dates';

describe('a typed date', () => {
  it.each([
    ['15/03/2001', '2001-03-15'],
    ['5/3/2001', '2001-03-05'],
    ['15-3-2001', '2001-03-15'],
    ['15.3.2001', '2001-03-15'],
    ['15032001', '2001-03-15'],
    ['29/02/2024', '2024-02-29'],
    ['29/02/2023', null],
    ['31/04/2001', null],
    ['2001', null],
    ['', null],
    ['mai', null],
  ])('%s is %s', (typed, iso) => expect(readDate(typed)).toBe(iso));

  it('may be a year alone where papers have no more', () => {
    expect(readDateOrYear('1948')).toBe('1948');
    expect(readDateOrYear('2/9/1948')).toBe('1948-09-02');
    expect(readDateOrYear('48')).toBeNull();
  });

  it('is shown as it is written here', () => {
    expect(showDate('2001-03-15')).toBe('15/03/2001');
    expect(showDate('1948')).toBe('1948');
  });

  it.each([
    ['1', '1'],
    ['15', '15'],
    ['150', '15/0'],
    ['15032', '15/03/2'],
    ['15032001', '15/03/2001'],
    ['15/032001', '15/03/2001'],
    ['1948', '1948'],
    ['1/3/2001', '1/3/2001'],
    ['khoảng 1948', 'khoảng 1948'],
  ])('gets its slashes while typing: %s', (typed, masked) => expect(maskDate(typed)).toBe(masked));
});

describe('a typed time', () => {
  it.each([
    ['7:30', '07:30'],
    ['7h30', '07:30'],
    ['7h', '07:00'],
    ['0730', '07:30'],
    ['24:00', null],
    ['sáng', null],
  ])('%s is %s', (typed, read) => expect(readTime(typed)).toBe(read));
});

describe('a moment of the server', () => {
  it('falls on the day of Vietnam', () => {
    expect(calendarDay('2026-11-22T18:00:00Z')).toEqual({
      year: 2026,
      month: 11,
      day: 23,
      weekday: 1,
    });
    expect(clockTime('2026-11-23T02:05:00Z')).toBe('09:05');
    expect(today(Date.parse('2026-11-22T18:00:00Z'))).toBe('2026-11-23');
  });

  it('is so many calendar days away', () => {
    const now = Date.parse('2026-11-20T16:30:00Z'); // Friday, 23:30 in Vietnam.
    expect(daysUntil('2026-11-23T09:20:00Z', now)).toBe(3);
    expect(daysUntil('2026-11-20T01:00:00Z', now)).toBe(0);
    expect(daysUntil('2026-11-19T01:00:00Z', now)).toBe(-1);
  });
});
