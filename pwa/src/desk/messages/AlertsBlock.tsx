import './messages.css';
import { useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { shortMoment } from '../parts/DueMark';
import { useCall } from '../pay/useCall';
import { useLoaded } from '../pay/useLoaded';
import { deskPaths } from '../state/paths';
import { refreshedAt } from '../state/worklist';
import { getAlerts, putRead } from './api';
import type { Alert } from './types';
import { tm } from './words';

/** What this officer was reminded of: folded above the list, gone when it is done or put away. */
export function AlertsBlock() {
  const loaded = useLoaded(getAlerts, `alerts ${refreshedAt.value ?? ''}`);
  const { busy, fault, run } = useCall();
  // A list that was on its way meanwhile still names them.
  const [gone, setGone] = useState<readonly string[]>([]);
  const items = loaded.value?.items.filter(({ id }) => !gone.includes(id)) ?? [];
  if (items.length === 0) return null;
  const putAway = (alerts: readonly Alert[]): void => {
    const ids = alerts.map(({ id }) => id);
    void run(
      () => putRead(ids),
      () => setGone((before) => [...before, ...ids]),
    );
  };
  return (
    <details class="fold alerts">
      <summary>{tm('alerts', { n: items.length })}</summary>
      {fault && <Banner kind="bad" alert>{fault}</Banner>}
      <ul class="trails">
        {items.map((alert) => (
          <li key={alert.id} class="trails__one alerts__one">
            <div>
              <p>
                <strong>{alert.title}</strong> · <time>{shortMoment(alert.at)}</time>
              </p>
              <p>{alert.body}</p>
              {alert.dossier && <a href={deskPaths.dossier(alert.dossier)}>{tm('open')}</a>}
            </div>
            <Button kind="quiet" busy={busy} onClick={() => putAway([alert])}>
              {tm('alerts.seen')}
            </Button>
          </li>
        ))}
      </ul>
      {items.length > 1 && (
        <Button kind="second" busy={busy} onClick={() => putAway(items)}>
          {tm('alerts.all_seen')}
        </Button>
      )}
    </details>
  );
}
