import { useEffect, useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { type DossierRecord, stateOf } from '../../domain/dossier';
import type { Draft } from '../../domain/draft';
import { personIn, samePerson } from '../../domain/family';
import type { ProcedureDetail } from '../../domain/procedure';
import { paths } from '../../router/paths';
import { loadProcedure } from '../../state/procedures';
import { account, drafts, entries, records } from '../../state/shelf';
import { t } from './words';

const ENDED = ['draft', '3', '7', '8', '10'];

interface Open {
  id: string;
  slip: string | null;
}

/** Before it is sent: another dossier of the same procedure for the same person, sent or waiting here. */
export function Twice({ draft }: { draft: Draft }) {
  const [detail, setDetail] = useState<ProcedureDetail | null>(null);
  useEffect(() => void loadProcedure(draft.procedure, draft.version).then((loaded) => 'data' in loaded && setDetail(loaded.data)), [draft.procedure]);
  return <Warning name={draft.procedure_name} others={twins(draft, detail)} />;
}

/** After it was sent: what the commune has open besides. */
export function AlsoOpen({ record }: { record: DossierRecord }) {
  return <Warning name={record.title} others={record.detail?.also_open ?? []} />;
}

function Warning({ name, others }: { name: string; others: readonly Open[] }) {
  if (others.length === 0) return null;
  return (
    <Banner kind="warning" title={t('twice', { name })}>
      <p>{t('twice_text')}</p>
      {others.map(({ id, slip }) => (
        <p key={id}>
          <a class="alone" href={paths.dossier(id)}>
            {slip ? t('twice_slip', { slip }) : t('twice_open')}
          </a>
        </p>
      ))}
    </Banner>
  );
}

function twins(draft: Draft, detail: ProcedureDetail | null): Open[] {
  const me = personIn(draft.answers, ownerOf(draft), detail);
  const waiting = entries.value.flatMap(({ kind, dossier }) => {
    const other = kind === 'submit' && drafts.value.find(({ id }) => id === dossier);
    return other ? [{ id: dossier, slip: null, procedure: other.procedure, person: personIn(other.answers, ownerOf(other), detail) }] : [];
  });
  const sent = records.value
    .filter((record) => !ENDED.includes(stateOf(record)))
    .map((record) => ({
      id: record.id,
      slip: record.summary?.slip ?? record.receipt?.slip ?? null,
      procedure: record.summary?.procedure ?? record.sent?.procedure,
      person: personIn(record.detail?.answers ?? record.sent?.answers ?? {}, record.owner_name, detail),
    }));
  const found = [...waiting, ...sent].filter(({ id, procedure, person }) => id !== draft.id && procedure === draft.procedure && samePerson(me, person));
  return found.filter(({ id }, place) => found.findIndex((each) => each.id === id) === place);
}

const ownerOf = ({ owner }: Draft): string => owner?.full_name ?? account.peek()?.full_name ?? '';
