import { useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconPlus, IconTrash } from '../../components/icons';
import { maskDate, readDate, readTime, showDate } from '../../domain/dates';
import { putCalendar } from '../api/desk';
import type { Calendar } from '../api/types';
import { say } from '../state/dossier';
import { calendar, calendarTag, loadCalendar } from '../state/office';
import { type DeskKey, t, tset } from '../words';

/** Monday first, as the server has it; the words begin with Sunday. */
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 0];

export function CalendarEditor({ mayChange }: { mayChange: boolean }) {
  const found = calendar.value;
  if (!found) return null;
  return (
    <section class="block settings__wide">
      <h2 class="block__title">{tset('calendar.title')}</h2>
      {mayChange ? <Editor key={calendarTag.value} found={found} /> : <Reader found={found} />}
    </section>
  );
}

function Reader({ found }: { found: Calendar }) {
  return (
    <>
      <p class="soft">{tset('calendar.read_only')}</p>
      <dl class="answers">
        {found.week.map((day, index) => (
          <div key={index} class="answers__line">
            <dt>{t(`weekday.${WEEKDAYS[index]}` as DeskKey)}</dt>
            <dd>{hoursText(day.hours) || tset('calendar.closed')}</dd>
          </div>
        ))}
        {found.overrides.map((one) => (
          <div key={one.day} class="answers__line">
            <dt>{showDate(one.day)}</dt>
            <dd>
              {tset(one.kind === 'off' ? 'calendar.off' : 'calendar.work')} · {one.reason}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Editor({ found }: { found: Calendar }) {
  const [week, setWeek] = useState(() => found.week.map((day) => ({ counted: day.counted, text: hoursText(day.hours) })));
  const [dates, setDates] = useState(() => found.overrides.map((one) => ({ ...one, text: showDate(one.day) })));
  const [fault, setFault] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    const days = week.map((day) => ({ counted: day.counted, hours: readHours(day.text) }));
    const overrides = dates.map(({ text, kind, reason, hours }) => ({ day: readDate(text), kind, reason: reason.trim(), hours }));
    if (days.some((day) => !day.hours) || overrides.some((one) => !one.day || !one.reason)) {
      setFault(tset('errors.calendar'));
      return;
    }
    const answer = await putCalendar(calendarTag.peek(), { week: days as Calendar['week'], overrides: overrides as Calendar['overrides'] });
    if (answer.kind === 'ok') {
      say({ key: 'said.saved' });
      await loadCalendar();
    } else setFault(answer.kind === 'problem' ? answer.problem.title : tset('errors.no_link'));
  };
  return (
    <>
      <p class="soft">{tset('calendar.about')}</p>
      <ul class="week">
        {week.map((day, index) => {
          const name = t(`weekday.${WEEKDAYS[index]}` as DeskKey);
          const set = (change: Partial<typeof day>): void => setWeek(week.map((each, place) => (place === index ? { ...each, ...change } : each)));
          return (
            <li key={index}>
              <span>{name}</span>
              <input class="input" value={day.text} aria-label={tset('calendar.hours_of', { day: name })} placeholder="07:30-11:30, 13:30-17:00" onInput={(event) => set({ text: event.currentTarget.value })} />
              <label class="field__unknown">
                <input type="checkbox" checked={day.counted} onChange={(event) => set({ counted: event.currentTarget.checked })} />
                <span>{tset('calendar.counted')}</span>
              </label>
            </li>
          );
        })}
      </ul>
      <h3>{tset('calendar.dates')}</h3>
      <ul class="week week--dates">
        {dates.map((one, index) => {
          const set = (change: Partial<typeof one>): void => setDates(dates.map((each, place) => (place === index ? { ...each, ...change } : each)));
          return (
            <li key={index}>
              <input class="input" value={one.text} inputMode="numeric" maxLength={10} aria-label={tset('calendar.day')} placeholder="02/09/2026" onInput={(event) => set({ text: event.currentTarget.value.length > one.text.length ? maskDate(event.currentTarget.value) : event.currentTarget.value })} />
              <select class="input" value={one.kind} aria-label={tset('calendar.kind')} onChange={(event) => set({ kind: event.currentTarget.value as 'off' | 'work', hours: null })}>
                <option value="off">{tset('calendar.off')}</option>
                <option value="work">{tset('calendar.work')}</option>
              </select>
              <input class="input" value={one.reason} maxLength={200} aria-label={tset('calendar.reason')} placeholder={tset('calendar.reason')} onInput={(event) => set({ reason: event.currentTarget.value })} />
              <button type="button" class="tool" aria-label={tset('calendar.remove', { day: one.text })} onClick={() => setDates(dates.filter((_, place) => place !== index))}>
                <IconTrash />
              </button>
            </li>
          );
        })}
      </ul>
      <div role="alert">{fault && <Banner kind="bad">{fault}</Banner>}</div>
      <div class="row">
        <Button kind="second" icon={IconPlus} onClick={() => setDates([...dates, { day: '', kind: 'off', reason: '', hours: null, text: '' }])}>
          {tset('calendar.add')}
        </Button>
        <Button onClick={() => void save()}>{tset('save')}</Button>
      </div>
    </>
  );
}

function hoursText(hours: [string, string][]): string {
  return hours.map((span) => span.join('-')).join(', ');
}

/** "07:30-11:30, 13:30-17:00"; nothing is a closed day; null cannot be read. */
function readHours(text: string): [string, string][] | null {
  if (!text.trim()) return [];
  const spans = text.split(',').map((part) => part.split(/[-–]/).map((time) => readTime(time)));
  return spans.every((span) => span.length === 2 && span.every(Boolean)) ? (spans as [string, string][]) : null;
}
