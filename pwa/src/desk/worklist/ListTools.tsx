import { useEffect, useRef, useState } from 'preact/hooks';
import { IconClose, IconSearch } from '../../components/icons';
import { catalogue, loadCatalogue } from '../../state/catalogue';
import { shortcutsOn } from '../state/shortcuts';
import { isTyping } from '../logic/keys';
import { t } from '../words';
import type { Wanted } from './WorklistScreen';

interface ListToolsProps {
  procedure: string;
  q: string;
  onChange: (change: Partial<Wanted>) => void;
}

const PAUSE_MS = 350;

/** The search ("/" leads into it) and the filter by procedure. */
export function ListTools({ procedure, q, onChange }: ListToolsProps) {
  const [typed, setTyped] = useState(q);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => setTyped(q), [q]);
  useEffect(() => void loadCatalogue(), []);
  useEffect(() => {
    if (typed.trim() === q) return undefined;
    // What was typed is looked for everywhere: whoever asks for a person does not know the view.
    const timer = setTimeout(() => onChange({ q: typed.trim(), ...(typed.trim() ? { view: 'all' } : {}) }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key !== '/' || isTyping(event.target) || !shortcutsOn.peek()) return;
      event.preventDefault();
      input.current?.select();
      input.current?.focus();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
  return (
    <div class="tools" role="search">
      <label class="tools__search">
        <span class="unseen">{t('search.label')}</span>
        <IconSearch />
        <input
          ref={input}
          class="input"
          type="search"
          autocomplete="off"
          maxLength={100}
          placeholder={t('search.hint')}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setTyped('');
          }}
        />
        {typed ? (
          <button type="button" class="tools__clear" aria-label={t('search.clear')} onClick={() => setTyped('')}>
            <IconClose />
          </button>
        ) : (
          <kbd class="tools__key">/</kbd>
        )}
      </label>
      <label class="tools__filter">
        <span class="unseen">{t('filter.procedure')}</span>
        <select class="input" value={procedure} onChange={(event) => onChange({ procedure: event.currentTarget.value })}>
          <option value="">{t('filter.all')}</option>
          {[...(catalogue.value?.entries ?? [])]
            .sort((one, other) => one.short_name.localeCompare(other.short_name, 'vi'))
            .map((entry) => (
              <option key={entry.code} value={entry.code}>
                {entry.short_name}
              </option>
            ))}
        </select>
      </label>
    </div>
  );
}
