import { useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconPlus, IconTrash } from '../../components/icons';
import { useCall } from '../pay/useCall';
import { NotLoaded, useLoaded } from '../pay/useLoaded';
import { say } from '../state/dossier';
import { getHamlets, putHamlets } from './api';
import type { DeskHamlet } from './types';
import { tm } from './words';

/** The commune's hamlets, from which residents choose theirs, each with the volunteer who tells people. */
export function HamletsEditor() {
  const loaded = useLoaded(getHamlets, 'hamlets');
  return (
    <section class="block settings__wide" aria-label={tm('hamlets')}>
      <h2 class="block__title">{tm('hamlets')}</h2>
      <p class="soft">{tm('hamlets.about')}</p>
      <NotLoaded of={loaded} />
      {loaded.value && <Editor key={JSON.stringify(loaded.value)} found={loaded.value} onSaved={loaded.set} />}
    </section>
  );
}

type Row = Pick<DeskHamlet, 'name' | 'volunteer' | 'volunteer_name'>;

function Editor({ found, onSaved }: { found: DeskHamlet[]; onSaved: (hamlets: DeskHamlet[]) => void }) {
  const [rows, setRows] = useState<Row[]>(found);
  const { busy, fault, run } = useCall();
  const set = (place: number, change: Partial<Row>): void => setRows(rows.map((row, at) => (at === place ? { ...row, ...change } : row)));
  const save = (): void => {
    const named = rows.filter(({ name }) => name.trim()).map(({ name, volunteer }) => ({ name: name.trim(), volunteer }));
    void run(
      () => putHamlets(named),
      (saved) => {
        say({ key: 'said.saved' });
        onSaved(saved);
      },
    );
  };
  return (
    <>
      <ul class="week week--dates">
        {rows.map((row, place) => (
          <li key={place}>
            <input class="input" value={row.name} maxLength={80} aria-label={tm('hamlets.name', { n: place + 1 })} onInput={(event) => set(place, { name: event.currentTarget.value })} />
            <span class="soft">{row.volunteer_name ? tm('hamlets.volunteer', { name: row.volunteer_name }) : tm('hamlets.nobody')}</span>
            {row.volunteer && (
              <Button kind="quiet" onClick={() => set(place, { volunteer: null, volunteer_name: null })}>
                {tm('hamlets.clear')}
              </Button>
            )}
            <button type="button" class="tool" aria-label={tm('hamlets.remove', { name: row.name })} onClick={() => setRows(rows.filter((_, at) => at !== place))}>
              <IconTrash />
            </button>
          </li>
        ))}
      </ul>
      <div role="alert">{fault && <Banner kind="bad">{fault}</Banner>}</div>
      <div class="row">
        <Button kind="second" icon={IconPlus} onClick={() => setRows([...rows, { name: '', volunteer: null, volunteer_name: null }])}>
          {tm('hamlets.add')}
        </Button>
        <Button busy={busy} onClick={save}>
          {tm('hamlets.save')}
        </Button>
      </div>
    </>
  );
}
