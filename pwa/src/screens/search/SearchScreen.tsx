import './search.css';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { LinkCard } from '../../components/Card';
import { EmptyState } from '../../components/EmptyState';
import { IconClose, IconPhone, IconSearch } from '../../components/icons';
import { daysFact, feeFact } from '../../components/procedure-facts';
import { AnyPicture } from '../../components/more-pictures';
import { Screen } from '../../components/Screen';
import { Skeleton } from '../../components/Skeleton';
import type { IndexEntry } from '../../domain/catalogue';
import { searchOver } from '../../domain/search';
import { paths } from '../../router/paths';
import { catalogue, catalogueFault, loadCatalogue } from '../../state/catalogue';
import { go, query } from '../../state/navigation';
import { words } from '../../words';
import { common } from '../../words/common';
import vi from '../../words/vi/search.json';

const t = words(vi, () => import('../../words/en/search.json'));

/** As many as one scrolls through. */
const MANY = 20;

export function SearchScreen() {
  const [typed, setTyped] = useState(query.peek().q ?? '');
  const index = catalogue.value;
  const search = useMemo(() => searchOver(index?.entries ?? []), [index]);
  const change = (text: string) => {
    setTyped(text);
    go(text ? `${paths.search}?q=${encodeURIComponent(text)}` : paths.search, { replace: true });
  };
  return (
    <Screen title={t('title')}>
      <SearchBox value={typed} onInput={change} />
      {catalogueFault.value && (
        <Banner kind="warning">
          <p>{t('errors.index')}</p>
          <Button kind="quiet" onClick={() => void loadCatalogue()}>
            {common('retry')}
          </Button>
        </Banner>
      )}
      {!index && !catalogueFault.value && <Skeleton lines={5} />}
      {index && (typed.trim() ? <Found entries={search(typed)} /> : <Everything entries={index.entries} />)}
    </Screen>
  );
}

function SearchBox({ value, onInput }: { value: string; onInput: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!value) input.current?.focus({ preventScroll: true });
  }, []);
  return (
    <form class="search-box" role="search" onSubmit={(event) => { event.preventDefault(); input.current?.blur(); }}>
      <IconSearch />
      <input ref={input} type="search" enterkeyhint="search" autocomplete="off" aria-label={t('label')} placeholder={t('example')} value={value} onInput={(event) => onInput(event.currentTarget.value)} />
      {value && (
        <button type="button" class="top-bar__button" aria-label={t('clear')} onClick={() => { onInput(''); input.current?.focus(); }}>
          <IconClose />
        </button>
      )}
    </form>
  );
}

function Found({ entries }: { entries: IndexEntry[] }) {
  return (
    <section class="stack">
      <p class="soft" role="status">
        {entries.length > 0 ? t('found', { n: entries.length }) : ''}
      </p>
      {entries.length === 0 && (
        <EmptyState picture="path" title={t('none')} text={t('none_text')}>
          <Button href={paths.ask}>{t('none_ask')}</Button>
          <Button kind="second" href={paths.help} icon={IconPhone}>
            {t('none_action')}
          </Button>
        </EmptyState>
      )}
      <Some entries={entries} first={entries.slice(0, MANY)} />
    </section>
  );
}

/** A list that is long is drawn in part: hundreds of cards at every letter would keep a cheap phone busy. */
function Some({ entries, first }: { entries: IndexEntry[]; first: IndexEntry[] }) {
  const [all, setAll] = useState(false);
  return (
    <>
      {(all ? entries : first).map((entry) => (
        <Entry key={entry.code} entry={entry} />
      ))}
      {!all && entries.length > first.length && (
        <Button kind="second" onClick={() => setAll(true)}>
          {t('more')}
        </Button>
      )}
    </>
  );
}

/** Nothing typed: everything there is, under its field of law; first what can be filled in here. */
function Everything({ entries }: { entries: IndexEntry[] }) {
  const fields = [...new Set(entries.map((entry) => entry.field))];
  const of = (field: string) => entries.filter((entry) => entry.field === field);
  return (
    <>
      {fields.map((field) => (
        <section key={field} class="stack">
          <h2>{field}</h2>
          <Some entries={of(field)} first={of(field).filter((entry) => entry.has_form)} />
        </section>
      ))}
    </>
  );
}

function Entry({ entry }: { entry: IndexEntry }) {
  const days = daysFact(entry.days, entry.marks & 2);
  const facts = entry.has_form ? [days, feeFact(entry.fee, entry.marks & 4)] : [t('assisted'), days];
  return (
    <LinkCard
      href={paths.procedure(entry.code)}
      picture={<AnyPicture code={entry.code} field={entry.field} />}
      title={entry.short_name}
      text={facts.join(' · ')}
    />
  );
}
