import { isState } from '../../domain/states';
import { addresses } from '../api/dossiers';
import type { DeskDossier } from '../api/types';
import { shortMoment } from '../parts/DueMark';
import { deskState } from '../parts/states';
import { td } from '../words';

const KINDS = [
  'new_version', 'seen', 'started_at_desk', 'converted', 'taken_back', 'supplemented', 'sender_verified', 'apologised', 'sharing_ended',
  'fee_set', 'paid', 'payment_failed', 'payment_in_review', 'refund_due', 'refunded',
] as const;

/** What happened, who opened it, and pages that were replaced. Folded: it is asked for seldom. */
export function History({ dossier }: { dossier: DeskDossier }) {
  return (
    <>
      <details class="fold">
        <summary>{td('history.title')}</summary>
        <ol class="history">
          {[...dossier.events].reverse().map((event, index) => (
            <li key={index}>
              <time>{shortMoment(event.at)}</time>
              <div>
                <strong>{wordOf(event.kind, event.state)}</strong>
                {event.actor_name && ` · ${event.actor_name}`}
                {event.reason && <p class="soft">{event.reason}</p>}
              </div>
            </li>
          ))}
        </ol>
      </details>
      <details class="fold">
        <summary>{td('openings.title', { n: dossier.openings.length })}</summary>
        <p class="soft small">{td('openings.text')}</p>
        <ol class="history">
          {[...dossier.openings].reverse().map((opening, index) => (
            <li key={index}>
              <time>{shortMoment(opening.at)}</time>
              <span>{opening.officer}</span>
            </li>
          ))}
        </ol>
      </details>
      {dossier.former_pages.length > 0 && (
        <details class="fold">
          <summary>{td('former.title', { n: dossier.former_pages.length })}</summary>
          <ul class="former">
            {dossier.former_pages.map((page) => (
              <li key={page.id}>
                <a href={addresses.page(dossier.id, page.id)} target="_blank" rel="noopener">
                  <img src={addresses.thumbnail(dossier.id, page.id)} alt={td('former.page', { page: page.page })} loading="lazy" />
                </a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** Most steps are named by the state they led to. */
function wordOf(kind: string, state: string | null): string {
  const known = KINDS.find((each) => each === kind);
  if (known) return td(`event.${known}`);
  return isState(state) ? deskState(state) : kind;
}
