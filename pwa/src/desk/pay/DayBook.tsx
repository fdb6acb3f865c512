import { useEffect, useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconBack, IconDownload, IconNext } from '../../components/icons';
import { Sheet } from '../../components/Sheet';
import { maskDate, readDate, showDate, today } from '../../domain/dates';
import { dayText, momentText } from '../parts/DueMark';
import { say } from '../state/dossier';
import { mayTakeMoney } from '../state/session';
import { files, getDay, postClose } from './api';
import { Differences } from './Differences';
import { sum } from './parts';
import { dayAfter } from './sums';
import type { Day } from './types';
import { useCall } from './useCall';
import { NotLoaded, useLoaded } from './useLoaded';
import { tp, wordFor } from './words';

const WHOLE_DATE = '30/11/2026'.length;

/** A day's sums by kind and way, what does not agree, closing it, and its export. */
export function DayBook() {
  const last = today(Date.now());
  const [day, setDay] = useState(last);
  const [typed, setTyped] = useState(() => showDate(last));
  useEffect(() => setTyped(showDate(day)), [day]);
  const loaded = useLoaded(() => getDay(day), day);
  const type = (text: string): void => {
    setTyped(text.length > typed.length ? maskDate(text) : text);
    const wanted = text.length === WHOLE_DATE ? readDate(text) : null;
    if (wanted && wanted <= last) setDay(wanted);
  };
  const shown = loaded.value?.day === day ? loaded.value : null;
  return (
    <section class="block" aria-label={tp('part.day')}>
      <div class="day-pick">
        <button type="button" class="tool" aria-label={tp('day.before')} onClick={() => setDay(dayAfter(day, -1))}>
          <IconBack />
        </button>
        <label class="day-pick__date">
          <span class="unseen">{tp('day.pick')}</span>
          <input class="input" inputMode="numeric" maxLength={10} autocomplete="off" value={typed} onInput={(event) => type(event.currentTarget.value)} onBlur={() => setTyped(showDate(day))} />
        </label>
        <button type="button" class="tool" aria-label={tp('day.after')} disabled={day >= last} onClick={() => setDay(dayAfter(day, 1))}>
          <IconNext />
        </button>
        <h2 class="block__title">{dayText(day)}</h2>
        <div class="row">
          <Button kind="second" icon={IconDownload} href={files.xlsx(day)} download={`so-thu-${day}.xlsx`}>
            {tp('day.xlsx')}
          </Button>
          <Button kind="second" icon={IconDownload} href={files.csv(day)} download={`so-thu-${day}.csv`}>
            {tp('day.csv')}
          </Button>
        </div>
      </div>
      {loaded.fault !== null || !shown ? <NotLoaded of={{ ...loaded, value: shown }} /> : <Shown key={day} shown={shown} onClosed={loaded.set} />}
    </section>
  );
}

function Shown({ shown, onClosed }: { shown: Day; onClosed: (day: Day) => void }) {
  return (
    <>
      <Totals shown={shown} />
      <Differences differences={shown.differences} />
      {shown.closed_at && <Banner kind="good">{tp('day.closed', { at: momentText(shown.closed_at) })}</Banner>}
      {shown.can_close && mayTakeMoney.value && <Close shown={shown} onClosed={onClosed} />}
      {!shown.closed_at && !shown.can_close && <p class="soft">{tp('day.not_over')}</p>}
    </>
  );
}

function Totals({ shown: { totals } }: { shown: Day }) {
  if (!totals.length) return <p class="soft">{tp('day.nothing')}</p>;
  return (
    <table class="sums">
      <caption class="unseen">{tp('day.totals')}</caption>
      <thead>
        <tr>
          <th scope="col">{tp('column.kind')}</th>
          <th scope="col">{tp('column.way')}</th>
          <th scope="col" class="sums__sum">{tp('column.count')}</th>
          <th scope="col" class="sums__sum">{tp('column.sum')}</th>
        </tr>
      </thead>
      <tbody>
        {totals.map((total) => (
          <tr key={`${total.kind} ${total.way}`}>
            <td>{wordFor('entry', total.kind)}</td>
            <td>{total.way ? wordFor('way', total.way) : '–'}</td>
            <td class="sums__sum">{total.count}</td>
            <td class="sums__sum">{sum(total.amount)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Closing keeps the day's sums as they are; what does not agree stays listed. */
function Close({ shown, onClosed }: { shown: Day; onClosed: (day: Day) => void }) {
  const [asking, setAsking] = useState(false);
  const { busy, fault, run } = useCall();
  const close = async (): Promise<void> => {
    const done = await run(() => postClose(shown.day), onClosed);
    if (!done) return;
    setAsking(false);
    say({ key: 'said.saved' });
  };
  return (
    <div>
      <Button onClick={() => setAsking(true)}>{tp('day.close')}</Button>
      {asking && (
        <Sheet
          title={tp('day.close_title', { day: dayText(shown.day) })}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button busy={busy} onClick={() => void close()}>
                {tp('day.close')}
              </Button>
              <Button kind="second" onClick={() => setAsking(false)}>
                {tp('not_now')}
              </Button>
            </>
          }
        >
          {fault && (
            <Banner kind="bad" alert>
              {fault}
            </Banner>
          )}
          {shown.differences.length > 0 && <Banner kind="warning">{tp('day.close_differences', { n: shown.differences.length })}</Banner>}
          <p>{tp('day.close_text')}</p>
        </Sheet>
      )}
    </div>
  );
}
