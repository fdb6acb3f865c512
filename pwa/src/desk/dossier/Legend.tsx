import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../components/Button';
import { page as shown } from '../state/dossier';
import { phrases } from '../state/office';
import { td } from '../words';
import { focusPages, markWrong, writing } from './judging';

const KEYS = [
  ['← →', 'key.pages'],
  ['+ −', 'key.zoom'],
  ['F', 'key.fit'],
  ['R', 'key.turn'],
  ['T', 'key.contrast'],
  [', .', 'key.light'],
  ['0', 'key.own'],
  ['?', 'key.legend'],
] as const;

/** The commune's own sentences under their number keys, and what the other keys do. */
export function Legend({ onWrong, onWrite }: { onWrong: (phrase: number) => void; onWrite: () => void }) {
  const page = shown.value;
  return (
    <div class="legend">
      <ol class="legend__phrases">
        {phrases.value.map((phrase, index) => (
          <li key={phrase}>
            <button type="button" class="legend__phrase" aria-pressed={page?.review?.text === phrase} onClick={() => onWrong(index)}>
              <kbd>{index + 1}</kbd>
              <span>{phrase}</span>
            </button>
          </li>
        ))}
      </ol>
      {page && writing.value && <OwnWords key={page.id} pageId={page.id} />}
      <div class="legend__keys">
        {KEYS.map(([key, word]) =>
          key === '0' ? (
            <button key={key} type="button" class="legend__key" onClick={onWrite}>
              <kbd>{key}</kbd> {td(word)}
            </button>
          ) : (
            <span key={key} class="legend__key">
              <kbd>{key}</kbd> {td(word)}
            </span>
          ),
        )}
      </div>
    </div>
  );
}

function OwnWords({ pageId }: { pageId: string }) {
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      class="legend__own"
      onSubmit={(event) => {
        event.preventDefault();
        if (!text.trim()) return;
        markWrong(pageId, text.trim());
        writing.value = false;
        focusPages();
      }}
    >
      <label class="unseen" for="own-words">
        {td('own.label')}
      </label>
      <input
        id="own-words"
        ref={field}
        class="input"
        value={text}
        maxLength={500}
        placeholder={td('own.label')}
        autocomplete="off"
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') writing.value = false;
        }}
      />
      <Button kind="second" type="submit" disabled={!text.trim()}>
        {td('own.mark')}
      </Button>
    </form>
  );
}
