import { useEffect, useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { TextInput } from '../../components/TextInput';
import { getWorklist } from '../api/dossiers';
import type { Row } from '../api/types';
import { tp } from './words';

export interface Picked {
  id: string;
  title: string;
}

interface DossierPickProps {
  /** The dossier that the bank's text names. */
  own: string | null;
  picked: Picked | null;
  tried: boolean;
  onPick: (picked: Picked | null) => void;
}

const PAUSE_MS = 350;
const SHOWN = 6;

/** Whose money it is: the dossier that the line names, or one found by slip, code or name. */
export function DossierPick({ own, picked, tried, onPick }: DossierPickProps) {
  const [typed, setTyped] = useState('');
  const found = useFound(typed.trim());
  return (
    <div class="dossier-pick">
      {own && !picked && <p>{tp('pick.own')}</p>}
      {picked && (
        <p class="money__line">
          <strong>{picked.title}</strong>
          <button type="button" class="chip" onClick={() => onPick(null)}>
            {tp('pick.drop')}
          </button>
        </p>
      )}
      <TextInput label={tp(own ? 'pick.other' : 'pick.find')} help={tp('pick.help')} value={typed} onInput={setTyped} maxLength={100} error={tried && !own && !picked ? tp('fault.dossier') : null} />
      {found === 'fault' && <Banner kind="bad">{tp('errors.no_link')}</Banner>}
      {Array.isArray(found) && (
        <ul class="picks" aria-label={tp('pick.found', { n: found.length })}>
          {found.map((row) => (
            <li key={row.id}>
              <button
                type="button"
                class="picks__one"
                onClick={() => {
                  onPick({ id: row.id, title: `${row.owner_name} · ${row.slip ?? ''}` });
                  setTyped('');
                }}
              >
                <strong>
                  {row.owner_name} · {row.slip}
                </strong>
                <span class="soft small">{row.procedure_name}</span>
              </button>
            </li>
          ))}
          {!found.length && <li class="soft">{tp('pick.none')}</li>}
        </ul>
      )}
    </div>
  );
}

function useFound(q: string): Row[] | 'fault' | null {
  const [found, setFound] = useState<Row[] | 'fault' | null>(null);
  useEffect(() => {
    setFound(null);
    if (q.length < 2) return undefined;
    let wanted = true;
    const timer = setTimeout(() => {
      void getWorklist({ view: 'all', procedure: '', q, page: 1 }, null).then((answer) => {
        if (wanted) setFound(answer.kind === 'ok' ? answer.body.items.slice(0, SHOWN) : 'fault');
      });
    }, PAUSE_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [q]);
  return found;
}
