import { Banner } from '../../components/Banner';
import type { DeskDossier } from '../api/types';
import { deskState } from '../parts/states';
import { deskPaths } from '../state/paths';
import { td } from '../words';

/** Other open dossiers for the same person and procedure: nobody decides one matter twice. */
export function AlsoOpen({ dossier }: { dossier: DeskDossier }) {
  const others = dossier.also_open ?? [];
  if (others.length === 0) return null;
  return (
    <Banner kind="warning" title={td('also_open.title')}>
      <p>{td('also_open.text')}</p>
      <ul class="points">
        {others.map(({ id, slip, state }) => (
          <li key={id}>
            <a href={deskPaths.dossier(id)}>
              {slip ?? td('title')} · {deskState(state)}
            </a>
          </li>
        ))}
      </ul>
    </Banner>
  );
}
