import './recordings.css';
import { useEffect, useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconDownload, IconTrash } from '../../components/icons';
import { CheckTiles } from '../../components/Tiles';
import { catalogue, loadCatalogue } from '../../state/catalogue';
import { useTitle } from '../parts/useTitle';
import { useCall } from '../pay/useCall';
import { NotLoaded, useLoaded } from '../pay/useLoaded';
import { csvOf, deleteRecording, getList, type Kept, putLanguages, type RecordingList, type ToRecord } from './api';
import { ManyFiles } from './ManyFiles';
import { Heard, SentenceRow } from './SentenceRow';
import { tr } from './words';

const VIETNAMESE = 'vi';
const PAGE = 30;
const STATES = ['todo', 'changed', 'recorded', 'all'] as const;
type State = (typeof STATES)[number];

/** `/desk/ghi-am`: the sentences that procedures say, to be recorded one by one. */
export function RecordingsScreen() {
  useTitle(tr('title'));
  const [language, setLanguage] = useState(VIETNAMESE);
  const [procedure, setProcedure] = useState('');
  const loaded = useLoaded(() => getList(language, procedure), `${language} ${procedure}`);
  useEffect(() => void loadCatalogue(), []);
  const list = loaded.value?.language === language ? loaded.value : null;
  const change = (id: string, kept: Kept | null): void => {
    if (list) loaded.set({ ...list, sentences: list.sentences.map((row) => (row.id === id ? changed(row, kept) : row)) });
  };
  return (
    <main class="page" id="main" tabIndex={-1}>
      <header class="page__head">
        <div>
          <h1 class="page__title">{tr('title')}</h1>
          <p class="soft">{tr('about')}</p>
        </div>
      </header>
      <NotLoaded of={loaded} />
      {list && (
        <>
          <section class="block says__tools">
            <Pick label={tr('language')} value={language} options={list.languages.map(({ code, name }) => [code, name])} onPick={setLanguage} />
            <Procedures value={procedure} onPick={setProcedure} />
            {language !== VIETNAMESE && <p>{tr('own_words')}</p>}
            <Languages key={list.languages.length} list={list} onSaved={loaded.reload} />
          </section>
          <section class="block">
            <Button kind="second" icon={IconDownload} href={csvOf(language)} download="">
              {tr('csv')}
            </Button>
            <p class="soft small">{tr('csv_help', { id: list.sentences[0]?.id ?? '' })}</p>
            <ManyFiles list={list} onDone={loaded.reload} />
          </section>
          <Sentences key={`${language} ${procedure}`} list={list} onChange={change} />
          <Gone list={list} onGone={loaded.reload} />
        </>
      )}
    </main>
  );
}

function changed(row: ToRecord, kept: Kept | null): ToRecord {
  if (kept) return { ...row, state: 'recorded', recording: kept };
  const { id, text, procedures, before } = row;
  return { id, text, procedures, state: before ? 'changed' : 'missing', ...(before && { before }) };
}

function Sentences({ list, onChange }: { list: RecordingList; onChange: (id: string, kept: Kept | null) => void }) {
  const [state, setState] = useState<State>('todo');
  const [shown, setShown] = useState(PAGE);
  // What was recorded a moment ago stays in sight, to be heard.
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const all = list.sentences.length;
  const recorded = list.sentences.filter(({ recording }) => recording).length;
  const rows = list.sentences.filter((row) => fresh.has(row.id) || isOf(row, state));
  const pick = (next: string): void => {
    setState(next as State);
    setFresh(new Set());
    setShown(PAGE);
  };
  return (
    <section class="block" aria-label={tr('state')}>
      <p role="status">
        <strong>{tr('count', { n: recorded, all })}</strong>
      </p>
      <progress max={all} value={recorded} aria-label={tr('count', { n: recorded, all })} />
      <Pick label={tr('state')} value={state} options={STATES.map((each) => [each, tr(`state.${each}`)])} onPick={pick} />
      {rows.length === 0 && <Banner kind="good">{tr('none')}</Banner>}
      <ul class="says">
        {rows.slice(0, shown).map((row) => (
          <SentenceRow
            key={row.id}
            language={list.language}
            row={row}
            onChange={(kept) => {
              setFresh(new Set([...fresh, row.id]));
              onChange(row.id, kept);
            }}
          />
        ))}
      </ul>
      {rows.length > shown && (
        <Button kind="second" onClick={() => setShown(shown + PAGE)}>
          {tr('more', { n: rows.length - shown })}
        </Button>
      )}
    </section>
  );
}

const isOf = (row: ToRecord, state: State): boolean =>
  state === 'all' || (state === 'todo' ? row.state !== 'recorded' : row.state === state);

function Languages({ list, onSaved }: { list: RecordingList; onSaved: () => void }) {
  const [chosen, setChosen] = useState(list.languages.map(({ code }) => code));
  const { busy, fault, run } = useCall();
  const others = list.known.filter(({ code }) => code !== VIETNAMESE);
  return (
    <details class="fold">
      <summary>{tr('choose')}</summary>
      <CheckTiles label={tr('choose')} options={others.map(({ code, name }) => ({ value: code, label: name }))} values={chosen} onChange={setChosen} />
      <div role="alert">{fault && <Banner kind="bad">{fault}</Banner>}</div>
      <Button busy={busy} onClick={() => void run(() => putLanguages(chosen.filter((code) => code !== VIETNAMESE)), onSaved)}>
        {tr('choose_save')}
      </Button>
    </details>
  );
}

function Gone({ list, onGone }: { list: RecordingList; onGone: () => void }) {
  const { busy, run } = useCall();
  if (list.gone.length === 0) return null;
  return (
    <details class="block fold">
      <summary>{tr('gone', { n: list.gone.length })}</summary>
      <ul class="says">
        {list.gone.map(({ id, text, recording }) => (
          <li key={id} class="say">
            <p>{text}</p>
            <div class="say__heard">
              <Heard url={recording.url} label={text} />
              <Button kind="quiet" icon={IconTrash} disabled={busy} onClick={() => void run(() => deleteRecording(list.language, id), onGone)}>
                {tr('remove')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Procedures({ value, onPick }: { value: string; onPick: (code: string) => void }) {
  const entries = catalogue.value?.entries ?? [];
  const options = entries.map(({ code, short_name }): [string, string] => [code, short_name]);
  return <Pick label={tr('procedure')} value={value} options={[['', tr('every_procedure')], ...options]} onPick={onPick} />;
}

interface PickProps {
  label: string;
  value: string;
  options: (readonly [value: string, label: string])[];
  onPick: (value: string) => void;
}

function Pick({ label, value, options, onPick }: PickProps) {
  return (
    <label class="says__pick">
      <span>{label}</span>
      <select class="input" value={value} onChange={(event) => onPick(event.currentTarget.value)}>
        {options.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
