import './messages.css';
import { useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { EmptyState } from '../../components/EmptyState';
import { IconDone, IconPhone } from '../../components/icons';
import { shortMoment } from '../parts/DueMark';
import { useTitle } from '../parts/useTitle';
import { useCall } from '../pay/useCall';
import { NotLoaded, useLoaded } from '../pay/useLoaded';
import { say } from '../state/dossier';
import { deskPaths } from '../state/paths';
import { getCalls, putCall } from './api';
import { showCalls } from './state';
import type { Call } from './types';
import { tm } from './words';

/** Whom no message reached and nobody told: the desk calls them, the longest waiting first. */
export function CallsScreen() {
  useTitle(tm('calls'));
  const loaded = useLoaded(getCalls, 'calls');
  const items = loaded.value?.items;
  const reload = (): void => {
    loaded.reload();
    void showCalls();
  };
  return (
    <main class="page" id="main" tabIndex={-1}>
      <header class="page__head">
        <div>
          <h1 class="page__title">{tm('calls')}</h1>
          <p class="soft">{tm('calls.about')}</p>
        </div>
      </header>
      <NotLoaded of={loaded} />
      {items?.length === 0 && <EmptyState picture="mountains" title={tm('calls.none')} text={tm('calls.none_text')} />}
      <ul class="calls">
        {items?.map((call) => (
          <One key={call.id} call={call} onDone={reload} />
        ))}
      </ul>
    </main>
  );
}

function One({ call, onDone }: { call: Call; onDone: () => void }) {
  const { busy, fault, run } = useCall();
  const [missed, setMissed] = useState(false);
  const end = (outcome: 'reached' | 'not_reached'): void => {
    void run(
      () => putCall(call.id, outcome),
      () => {
        setMissed(outcome === 'not_reached');
        if (outcome === 'reached') say({ key: 'said.saved' });
        onDone();
      },
    );
  };
  return (
    <li class="block calls__one">
      <div>
        <h2 class="block__title">{call.name}</h2>
        <p class="soft">
          {[call.house, call.slip && tm('slip', { slip: call.slip }), tm('since', { at: shortMoment(call.since) })].filter(Boolean).join(' · ')}
        </p>
        <p class="row">
          {call.phone && <Number phone={call.phone} name={call.name} />}
          {call.relative && <Number phone={call.relative.phone} name={tm('relative', { name: call.relative.name })} />}
          {!call.phone && !call.relative && <strong>{tm('no_number')}</strong>}
        </p>
        {call.calls > 0 && <p class="soft small">{tm('called', { n: call.calls, at: call.last_call_at ? shortMoment(call.last_call_at) : '' })}</p>}
        {call.dossier && <a href={deskPaths.dossier(call.dossier)}>{tm('open')}</a>}
      </div>
      <blockquote class="calls__say">
        <p class="soft small">{tm('say')}</p>
        <p>
          <strong>{call.title}</strong>
        </p>
        <p>{call.body}</p>
        <p>{call.next}</p>
      </blockquote>
      <div class="stack">
        <div role="status">{missed && <Banner kind="good">{tm('noted')}</Banner>}</div>
        {fault && <Banner kind="bad" alert>{fault}</Banner>}
        <Button icon={IconDone} busy={busy} onClick={() => end('reached')}>
          {tm('reached')}
        </Button>
        <Button kind="second" busy={busy} onClick={() => end('not_reached')}>
          {tm('not_reached')}
        </Button>
      </div>
    </li>
  );
}

function Number({ phone, name }: { phone: string; name: string }) {
  const shown = phone.replace('+84', '0').replace(/(\d{4})(\d{3})(\d+)/, '$1 $2 $3');
  return (
    <Button kind="second" icon={IconPhone} href={`tel:${phone}`}>
      {shown} <span class="soft">{name}</span>
    </Button>
  );
}
