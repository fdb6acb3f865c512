import { useEffect, useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { Sheet } from '../../components/Sheet';
import { StateBadge } from '../../components/StateBadge';
import { isState } from '../../domain/states';
import { openDossier } from '../api/dossiers';
import type { DeskDossier } from '../api/types';
import type { PendingAct } from '../logic/undo';
import { undo } from '../state/acts';
import { dossier as open, openOnDesk, take } from '../state/dossier';
import { ta, td } from '../words';
import { shortMoment } from './DueMark';
import { deskState } from './states';

/** Somebody was first. Nothing was overwritten: who, what, when, and the way on with one's own text. */
export function Conflict({ act }: { act: PendingAct }) {
  const [fresh, setFresh] = useState<DeskDossier | null>(null);
  const before = open.value?.id === act.dossier ? open.value : null;
  useEffect(() => {
    void openDossier(act.dossier).then((answer) => {
      if (answer.kind === 'ok') setFresh(answer.body);
    });
  }, [act.id]);
  const known = before?.events.length ?? 0;
  const news = fresh ? (known && fresh.events.length > known ? fresh.events.slice(known) : fresh.events.slice(-1)) : [];
  /** The dossier as it is now; the form with its text comes back with it. */
  const show = (): void => {
    undo(act);
    if (fresh && before) take(fresh);
    else void openOnDesk(act.dossier);
  };
  return (
    <Sheet title={ta('conflict.title')} onClose={show} actions={<Button onClick={show}>{ta('conflict.show')}</Button>}>
      <Banner kind="warning" alert>
        {ta('conflict.text', { act: ta(`act.${act.action}`), title: act.title })}
      </Banner>
      {fresh && (
        <>
          <p class="row">
            {ta('conflict.now')} <StateBadge state={fresh.state} label={deskState(fresh.state)} />
          </p>
          <ol class="history">
            {news.map((event, index) => (
              <li key={index}>
                <time>{shortMoment(event.at)}</time>
                <div>
                  <strong>{event.actor_name ?? td('people.owner')}</strong>
                  {isState(event.state) && ` · ${deskState(event.state)}`}
                  {event.reason && <p class="soft">{event.reason}</p>}
                </div>
              </li>
            ))}
          </ol>
        </>
      )}
      <p>{ta('conflict.kept')}</p>
    </Sheet>
  );
}
