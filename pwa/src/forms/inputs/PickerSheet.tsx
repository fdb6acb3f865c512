import { useMemo, useState } from 'preact/hooks';
import { Sheet } from '../../components/Sheet';
import { TextInput } from '../../components/TextInput';
import { fold, matches } from '../../domain/fold';
import { formWords as t } from '../words';

export interface PickOption {
  value: string;
  label: string;
  /** A second line: the province of a commune. */
  note?: string;
  /** Folded text to search in; the label's when absent. */
  folded?: string;
}

interface PickerSheetProps {
  title: string;
  options: readonly PickOption[];
  onChoose: (value: string) => void;
  onClose: () => void;
  own?: (typed: string) => string;
  searchLabel?: string;
}

/** A phone draws so many rows without stumbling; the rest is found by typing. */
const SHOWN = 60;
const SEARCH_FROM = 10;

export function PickerSheet({ title, options, onChoose, onClose, own, searchLabel }: PickerSheetProps) {
  const [query, setQuery] = useState('');
  const found = useMemo(() => search(options, query), [options, query]);
  const typed = query.trim();
  return (
    <Sheet title={title} onClose={onClose}>
      {(options.length >= SEARCH_FROM || own) && (
        <TextInput label={searchLabel ?? t('search')} value={query} onInput={setQuery} type="search" />
      )}
      <ul class="f-list">
        {found.slice(0, SHOWN).map((option) => (
          <li key={option.value}>
            <button type="button" class="f-list__row" onClick={() => onChoose(option.value)}>
              <span>{option.label}</span>
              {option.note && <span class="f-list__note">{option.note}</span>}
            </button>
          </li>
        ))}
        {own && typed !== '' && (
          <li>
            <button type="button" class="f-list__row" onClick={() => onChoose(own(typed))}>
              {t('use_typed', { text: typed })}
            </button>
          </li>
        )}
      </ul>
      <div role="status">
        {found.length > SHOWN && <p class="f-note">{t('too_many')}</p>}
        {found.length === 0 && !own && <p class="f-note">{t('none_found')}</p>}
      </div>
    </Sheet>
  );
}

/** Names that begin with what was typed come first. */
function search(options: readonly PickOption[], query: string): readonly PickOption[] {
  const wanted = fold(query);
  if (wanted === '') return options;
  const found = options.filter((option) => matches(wanted, option.folded ?? fold(option.label)));
  const starts = (option: PickOption): number =>
    (option.folded ?? fold(option.label)).startsWith(wanted) ? 0 : 1;
  return [...found].sort((one, other) => starts(one) - starts(other));
}
