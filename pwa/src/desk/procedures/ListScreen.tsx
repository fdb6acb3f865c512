import './procedures.css';
import { useMemo, useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { TextInput } from '../../components/TextInput';
import { showDate } from '../../domain/dates';
import { fold, matches } from '../../domain/fold';
import { tl } from '../listing/words';
import { useTitle } from '../parts/useTitle';
import { sum } from '../pay/parts';
import { NotLoaded, useLoaded } from '../pay/useLoaded';
import { deskPaths } from '../state/paths';
import { isAdministrator } from '../state/session';
import { getListing } from './api';
import { Posters } from './Posters';
import type { Line } from './types';
import { tq } from './words';

const SHOWN = 60;

/** Every procedure with what is promised today, what comes, and who is changing it. */
export function ListScreen() {
  useTitle(tq('title'));
  const [query, setQuery] = useState('');
  const loaded = useLoaded(getListing, 'procedures');
  const { value } = loaded;
  const found = useMemo(() => (value?.procedures ?? []).filter((line) => isFound(query, line)), [value, query]);
  return (
    <main class="page" id="main" tabIndex={-1}>
      <header class="page__head">
        <div>
          <h1 class="page__title">{tq('title')}</h1>
          <p class="soft">{tq('about')}</p>
        </div>
        {value?.may_edit && <a href={deskPaths.listing}>{tl('link')}</a>}
      </header>
      <Posters />
      {value && isAdministrator.value && !value.may_edit && <Banner>{tq('not_keeper')}</Banner>}
      <TextInput label={tq('search')} value={query} onInput={setQuery} type="search" />
      <NotLoaded of={loaded} />
      {value && (
        <p class="soft" role="status">
          {tq('found', { n: found.length })}
        </p>
      )}
      <ul class="lines">
        {found.slice(0, SHOWN).map((line) => (
          <li key={line.code}>
            <One line={line} />
          </li>
        ))}
      </ul>
      {found.length > SHOWN && <p class="soft">{tq('more', { n: found.length - SHOWN })}</p>}
    </main>
  );
}

function isFound(query: string, line: Line): boolean {
  if (!query.trim() || line.code.startsWith(query.trim())) return true;
  return matches(query, `${fold(line.short_name)} ${line.keywords.replaceAll(',', ' ')} ${fold(line.field)}`);
}

function One({ line }: { line: Line }) {
  const promised = [daysWords(line.days), feeWords(line.fee)].join(' · ');
  return (
    <a class="lines__one" href={deskPaths.procedure(line.code)}>
      <span>
        <strong>{line.short_name}</strong>
        <span class="soft small">
          {line.code} · {line.field}
        </span>
      </span>
      <span class="lines__facts">
        <span>{promised}</span>
        {line.coming && <span class="mark mark--coming">{tq('coming', { day: showDate(line.coming) })}</span>}
        {line.editing !== null && <span class="mark">{tq('editing', { name: line.editing })}</span>}
        {line.origin !== 'file' && <span class="soft small">{tq(`origin.${line.origin}`)}</span>}
      </span>
    </a>
  );
}

function daysWords(days: number | null): string {
  if (days === null) return tq('ask_days');
  return days ? tq('days', { n: days }) : tq('same_day');
}

function feeWords(fee: Line['fee']): string {
  if (fee === '?') return tq('ask_fee');
  if (fee === null) return tq('fee_depends');
  return fee ? sum(fee) : tq('free');
}
