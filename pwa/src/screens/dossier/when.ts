import { calendarDay, clockTime, daysUntil } from '../../domain/dates';
import { t } from './words';

/** "Thứ hai, 23/11/2026". */
export function dayWords(moment: string): string {
  const { year, month, day, weekday } = calendarDay(moment);
  const name = t(`weekday.${weekday as 0 | 1 | 2 | 3 | 4 | 5 | 6}`);
  return t('when', { weekday: name, date: `${day}/${month}/${year}` });
}

/** "16:20, thứ hai, 23/11/2026". */
export function momentWords(moment: string): string {
  const { year, month, day, weekday } = calendarDay(moment);
  const name = t(`weekday.${weekday as 0 | 1 | 2 | 3 | 4 | 5 | 6}`);
  return t('when.at', {
    time: clockTime(moment),
    weekday: name.toLowerCase(),
    date: `${day}/${month}/${year}`,
  });
}

/** "Còn 3 ngày". */
export function leftWords(moment: string, now = Date.now()): string {
  const days = daysUntil(moment, now);
  if (days === 0) return t('due.today');
  if (days === 1) return t('due.tomorrow');
  return days > 0 ? t('due.left', { count: days }) : t('due.late', { count: -days });
}
