import { useEffect, useState } from 'preact/hooks';
import { IconDone, IconWarning } from '../../components/icons';
import { go, path } from '../../state/navigation';
import { isInDoubt, type PendingAct } from '../logic/undo';
import { showForm } from '../dossier/shown-form';
import { acts, reopened, sendNow, undo } from '../state/acts';
import { said } from '../state/dossier';
import { deskPaths } from '../state/paths';
import { officerId } from '../state/session';
import { type DossierKey, ta, td } from '../words';
import { IconUndo } from './icons';
import { Conflict } from './Conflict';

const SAID_MS = 6_000;

/** What is about to leave, what could not, and what was just done. Always at the lower edge. */
export function UndoBar() {
  const mine = acts.value.filter((act) => act.officer === officerId.value);
  const conflict = mine.find((act) => act.state === 'conflict');
  useEffect(() => {
    const form = reopened.value;
    if (!form) return;
    reopened.value = null;
    const address = deskPaths.dossier(form.dossier);
    if (path.peek() !== address) go(address);
    // The dossier's screen closes every form when it opens; this one comes after it.
    setTimeout(() => showForm(form.action));
  }, [reopened.value]);
  return (
    <>
      <div class="undo" role="region" aria-label={ta('undo.label')}>
        {mine
          .filter((act) => act.state !== 'conflict')
          .map((act) => (
            <Line key={act.id} act={act} />
          ))}
        <Said />
      </div>
      {conflict && <Conflict act={conflict} />}
    </>
  );
}

function Line({ act }: { act: PendingAct }) {
  const seconds = useSeconds(act);
  const bad = act.state === 'refused' || act.state === 'held';
  return (
    <div class={`undo__line${bad ? ' undo__line--bad' : ''}`} role={bad ? 'alert' : 'status'}>
      {bad && <IconWarning />}
      <p class="undo__text">
        <strong>
          {ta(`act.${act.action}`)} · {act.title}
        </strong>{' '}
        <span>{act.fault ?? ta(isInDoubt(act) ? 'undo.in_doubt' : `undo.${act.state}`)}</span>
        {act.state === 'waiting' && (
          <span class="undo__seconds" aria-hidden="true">
            {' '}
            {ta('undo.seconds', { n: seconds })}
          </span>
        )}
      </p>
      {act.state !== 'sending' && !isInDoubt(act) && (
        <button type="button" class="undo__back" onClick={() => undo(act)}>
          <IconUndo /> {ta(act.state === 'refused' ? 'undo.correct' : 'undo.undo')}
        </button>
      )}
      {act.state !== 'sending' && act.state !== 'refused' && (
        <button type="button" class="undo__now" onClick={() => sendNow(act.id)}>
          {ta('undo.now')}
        </button>
      )}
      {act.state === 'waiting' && <span class="undo__clock" aria-hidden="true" />}
    </div>
  );
}

function useSeconds(act: PendingAct): number {
  const left = (): number => Math.max(0, Math.ceil((act.leaves_at - Date.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    if (act.state !== 'waiting') return undefined;
    const timer = setInterval(() => setSeconds(left()), 250);
    return () => clearInterval(timer);
  }, [act.id, act.state]);
  return seconds;
}

function Said() {
  const what = said.value;
  useEffect(() => {
    if (!what) return undefined;
    const timer = setTimeout(() => (said.value = null), SAID_MS);
    return () => clearTimeout(timer);
  }, [what]);
  const text = !what ? '' : what.act ? ta('done', { act: ta(`done.${what.act}`), title: what.title ?? '' }) : what.key ? td(what.key as DossierKey) : '';
  return (
    <div class="undo__said" role="status">
      {text && (
        <p class="undo__line undo__line--good">
          <IconDone /> {text}
        </p>
      )}
    </div>
  );
}
