import { Banner } from '../../components/Banner';
import type { DeskDossier } from '../api/types';
import { dayText } from '../parts/DueMark';
import { deskState } from '../parts/states';
import { deskPaths } from '../state/paths';
import { td } from '../words';

/** What was sent as one set: one slip for the person, one day to fetch all of it. */
export function Together({ dossier }: { dossier: DeskDossier }) {
  const { together } = dossier;
  if (!together) return null;
  const { slip, day, certain, dossiers } = together;
  return (
    <Banner title={td('together.title', { n: dossiers.length, slip })}>
      <p>{day ? td(certain ? 'together.day' : 'together.about', { day: dayText(day) }) : td('together.none')}</p>
      <ul class="points">
        {dossiers.map(({ id, slip: own, code, procedure_name, state, due }) => {
          const text = [procedure_name, code ?? own, deskState(state), due && dayText(due)].filter(Boolean).join(' · ');
          return <li key={id}>{id === dossier.id ? <strong>{text}</strong> : <a href={deskPaths.dossier(id)}>{text}</a>}</li>;
        })}
      </ul>
    </Banner>
  );
}
