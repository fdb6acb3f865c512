import { useEffect, useMemo, useState } from 'preact/hooks';
import { TextInput } from '../../components/TextInput';
import { fold, matches } from '../../domain/fold';
import { catalogue, loadCatalogue } from '../../state/catalogue';
import { ts } from '../words';

const SHOWN = 12;

/** Which procedure: those most asked for first, the others by typing. */
export function ProcedurePick({ onPick }: { onPick: (code: string) => void }) {
  const [query, setQuery] = useState('');
  useEffect(() => void loadCatalogue(), []);
  const index = catalogue.value;
  const found = useMemo(() => {
    const all = (index?.entries ?? []).filter((entry) => entry.has_form);
    if (!query.trim()) return [...(index?.frequent ?? []).filter((entry) => entry.has_form), ...all.filter((entry) => !index?.frequent.includes(entry))];
    return all.filter((entry) => matches(query, `${fold(entry.short_name)} ${entry.keywords.replaceAll(',', ' ')} ${fold(entry.field)}`));
  }, [index, query]);
  return (
    <div class="stack">
      <TextInput label={ts('procedure.search')} value={query} onInput={setQuery} type="search" />
      <ul class="picks" aria-label={ts('procedure.title')}>
        {found.slice(0, SHOWN).map((entry) => (
          <li key={entry.code}>
            <button type="button" class="picks__one" onClick={() => onPick(entry.code)}>
              <strong>{entry.short_name}</strong>
              <span class="soft small">{entry.field}</span>
            </button>
          </li>
        ))}
      </ul>
      {index && found.length === 0 && <p class="soft">{ts('procedure.none')}</p>}
    </div>
  );
}
