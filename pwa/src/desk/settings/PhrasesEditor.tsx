import { useEffect, useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconDown, IconPlus, IconTrash, IconUp } from '../../components/icons';
import { putPhrases } from '../api/desk';
import { phrases } from '../state/office';
import { useKept } from '../state/kept';
import { tset } from '../words';

const MOST = 9;

/** The sentences under the number keys; each goes to the citizen as it stands. */
export function PhrasesEditor() {
  const [typed, setTyped, drop] = useKept<string[] | null>('phrases', () => null);
  const [told, setTold] = useState<{ kind: 'good' | 'bad'; text: string } | null>(null);
  const shown = typed ?? phrases.value;
  const changed = typed !== null && JSON.stringify(typed) !== JSON.stringify(phrases.value);
  useEffect(() => {
    if (typed !== null && !changed) {
      drop();
      setTyped(null);
    }
  }, [phrases.value]);
  const move = (index: number, by: 1 | -1): void => {
    const next = [...shown];
    const [taken] = next.splice(index, 1);
    next.splice(index + by, 0, taken ?? '');
    setTyped(next);
  };
  const save = async (): Promise<void> => {
    const answer = await putPhrases(shown.map((phrase) => phrase.trim()).filter(Boolean));
    if (answer.kind === 'ok') {
      phrases.value = answer.body.phrases;
      setTyped(null);
      drop();
      setTold({ kind: 'good', text: tset('saved') });
    } else setTold({ kind: 'bad', text: answer.kind === 'problem' ? answer.problem.title : tset('errors.no_link') });
  };
  return (
    <section class="block settings__wide">
      <h2 class="block__title">{tset('phrases.title')}</h2>
      <p class="soft">{tset('phrases.about')}</p>
      <ol class="phrases">
        {shown.map((phrase, index) => (
          <li key={index}>
            <kbd>{index + 1}</kbd>
            <input
              class="input"
              value={phrase}
              maxLength={200}
              aria-label={tset('phrases.one', { n: index + 1 })}
              onInput={(event) => setTyped(shown.map((each, place) => (place === index ? event.currentTarget.value : each)))}
            />
            <button type="button" class="tool" aria-label={tset('phrases.up', { n: index + 1 })} disabled={index === 0} onClick={() => move(index, -1)}>
              <IconUp />
            </button>
            <button type="button" class="tool" aria-label={tset('phrases.down', { n: index + 1 })} disabled={index === shown.length - 1} onClick={() => move(index, 1)}>
              <IconDown />
            </button>
            <button type="button" class="tool" aria-label={tset('phrases.remove', { n: index + 1 })} disabled={shown.length === 1} onClick={() => setTyped(shown.filter((_, place) => place !== index))}>
              <IconTrash />
            </button>
          </li>
        ))}
      </ol>
      <div role="status">{told && <Banner kind={told.kind}>{told.text}</Banner>}</div>
      <div class="row">
        {shown.length < MOST && (
          <Button kind="second" icon={IconPlus} onClick={() => setTyped([...shown, ''])}>
            {tset('phrases.add')}
          </Button>
        )}
        <Button disabled={!changed} onClick={() => void save()}>
          {tset('save')}
        </Button>
      </div>
    </section>
  );
}
