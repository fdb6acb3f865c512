import './messages.css';
import type { DeskDossier } from '../api/types';
import { shortMoment } from '../parts/DueMark';
import { NotLoaded, useLoaded } from '../pay/useLoaded';
import { getTrails } from './api';
import type { Delivery, Trail } from './types';
import { tm, wordFor } from './words';

/** Every message about a dossier: how far down the ladder it went, when, and whether anybody saw it. */
export function TrailBlock({ dossier }: { dossier: DeskDossier }) {
  const loaded = useLoaded(() => getTrails(dossier.id), `${dossier.id} ${dossier.version}`);
  const { value } = loaded;
  return (
    <section class="block" aria-label={tm('title')}>
      <h2 class="block__title">{tm('title')}</h2>
      <NotLoaded of={loaded} />
      {value?.length === 0 && <p class="soft">{tm('none')}</p>}
      <ul class="trails">
        {value?.map((trail) => (
          <One key={trail.id} trail={trail} />
        ))}
      </ul>
    </section>
  );
}

function One({ trail }: { trail: Trail }) {
  return (
    <li class="trails__one">
      <p>
        <strong>{trail.title}</strong> · {trail.to} · <time>{shortMoment(trail.created_at)}</time>
      </p>
      <p class={`trails__end trails__end--${known(trail) ? 'known' : 'open'}`}>{endOf(trail)}</p>
      <details class="fold">
        <summary>{tm('way')}</summary>
        <ol class="history">
          {trail.steps.map((step) => (
            <li key={`${step.rung} ${step.at}`}>
              <time>{shortMoment(step.at)}</time>
              <div>
                <strong>{wordFor('rung', step.rung)}</strong> · {wordFor('why', step.why)}
                {step.by && ` · ${step.by}`}
              </div>
            </li>
          ))}
        </ol>
        <ul class="dots">
          {trail.deliveries.map((delivery, place) => (
            <li key={place}>{deliveryWords(delivery)}</li>
          ))}
        </ul>
      </details>
    </li>
  );
}

/** Whether the person, or somebody for them, knows. */
const known = ({ displayed_at, opened_at, read_at, told_at }: Trail): boolean => Boolean(displayed_at ?? opened_at ?? read_at ?? told_at);

/** The strongest that is known, else where it stands. */
function endOf(trail: Trail): string {
  const { told_at, told_by, read_at, opened_at, displayed_at, withheld, rung } = trail;
  if (read_at) return tm('end.read', { at: shortMoment(read_at) });
  if (opened_at) return tm('end.opened', { at: shortMoment(opened_at) });
  if (told_at) return tm('end.told', { at: shortMoment(told_at), by: told_by ?? '' });
  if (displayed_at) return tm('end.displayed', { at: shortMoment(displayed_at) });
  if (withheld) return wordFor('withheld', withheld);
  return wordFor('stands', rung);
}

function deliveryWords({ channel, state, tries, sent_at, error }: Delivery): string {
  const parts = [wordFor('channel', channel), wordFor('sent', state)];
  if (sent_at) parts.push(shortMoment(sent_at));
  if (tries > 1) parts.push(tm('tries', { n: tries }));
  if (error) parts.push(wordFor('error', error));
  return parts.join(' · ');
}
