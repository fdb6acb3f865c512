import { IconBack, IconNext } from '../../components/icons';
import { StateBadge } from '../../components/StateBadge';
import { putAssignee } from '../api/dossiers';
import type { DeskDossier } from '../api/types';
import { DueMark } from '../parts/DueMark';
import { deskState } from '../parts/states';
import { UnverifiedMark } from '../parts/UnverifiedMark';
import { newerVersion, say, take } from '../state/dossier';
import { nameOf } from '../state/office';
import { deskPaths } from '../state/paths';
import { officerId } from '../state/session';
import { worklist } from '../state/worklist';
import { td } from '../words';

/** Whose dossier it is, where it stands, who holds it; always in view. */
export function Head({ dossier }: { dossier: DeskDossier }) {
  return (
    <header class="head">
      <a class="head__back" href={deskPaths.list()} title={td('to_list')}>
        <IconBack />
        <span class="unseen">{td('to_list')}</span>
      </a>
      <div class="head__who">
        <h1 class="head__name">
          {dossier.owner_name} <span class="head__slip">{dossier.slip}</span>
        </h1>
        <p class="head__procedure">
          {dossier.procedure_name}
          {dossier.code && ` · ${dossier.code}`}
        </p>
      </div>
      <div class="head__marks">
        {!dossier.verified && <UnverifiedMark />}
        <StateBadge state={dossier.state} label={deskState(dossier.state)} />
        <DueMark due={dossier} />
      </div>
      <Holder dossier={dossier} />
      <NextOne id={dossier.id} />
    </header>
  );
}

function Holder({ dossier }: { dossier: DeskDossier }) {
  const mine = dossier.officer_id === officerId.value;
  const give = async (): Promise<void> => {
    const answer = await putAssignee(dossier.id, dossier.version, mine ? null : officerId.value);
    if (answer.kind === 'ok') take(answer.body);
    else if (answer.kind === 'problem' && answer.status === 412) newerVersion.value = dossier.version + 1;
    else say({ key: 'errors.no_link' });
  };
  return (
    <div class="head__holder">
      <span>{mine ? td('holder.mine') : dossier.officer_id ? td('holder.other', { name: nameOf(dossier.officer_id) }) : td('holder.none')}</span>
      <button type="button" class="head__take" onClick={() => void give()}>
        {td(mine ? 'holder.give' : 'holder.take')}
      </button>
    </div>
  );
}

/** The one below in the list that was left, so that nobody has to go back to it each time. */
function NextOne({ id }: { id: string }) {
  const rows = worklist.value?.items ?? [];
  const here = rows.findIndex((row) => row.id === id);
  const next = here === -1 ? rows.find((row) => row.id !== id) : rows[here + 1];
  if (!next) return null;
  return (
    <a class="head__next" href={deskPaths.dossier(next.id)} title={next.owner_name}>
      {td('next')}
      <IconNext />
    </a>
  );
}
