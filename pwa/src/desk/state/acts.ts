/** The acts on their way to the server, and what came of them. */
import { signal } from '@preact/signals';
import { newId } from '../../domain/ids';
import { postAct } from '../api/dossiers';
import type { Action } from '../api/types';
import { type PendingAct, UndoQueue } from '../logic/undo';
import { drop, forget, keysFrom, read, write } from './kept';
import { dossier, say, take } from './dossier';
import { officerId } from './session';
import { TAB, withOpenTabs } from './tabs';
import { refreshWorklist } from './worklist';

const STORED = 'motcua.desk.act.';
/** Where older versions of this page kept all of them. */
const TOGETHER = 'motcua.desk.acts';

export const acts = signal<readonly PendingAct[]>([]);
/** What an undone or refused act leaves to be corrected: its form opens again with its text. */
export const reopened = signal<{ dossier: string; action: Action } | null>(null);

const queue = new UndoQueue({
  send: (act) => postAct(act.dossier, act.version, { id: act.id, action: act.action, ...act.data }),
  load,
  keep: (act) => write(STORED + act.id, { ...act, tab: TAB }),
  drop: (id) => drop(STORED + id),
  now: Date.now,
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  changed: (all) => (acts.value = all),
  done: (act, after) => {
    forget(formName(act.dossier, act.action));
    if (dossier.peek()?.id === act.dossier) take(after);
    say({ act: act.action, title: act.title });
    void refreshWorklist();
  },
});

function load(): PendingAct[] {
  for (const act of read<PendingAct[]>(TOGETHER) ?? []) write(STORED + act.id, act);
  drop(TOGETHER);
  const all = keysFrom(STORED).flatMap((key) => read<PendingAct>(key) ?? []);
  return all.sort((one, other) => one.leaves_at - other.leaves_at);
}

export function restoreActs(): void {
  void withOpenTabs((open) => queue.restore(officerId.peek(), open));
  addEventListener('online', () => queue.retry(officerId.peek()));
}

export function retryActs(): void {
  queue.retry(officerId.peek());
}

interface Meant {
  dossier: string;
  title: string;
  version: number;
  action: Action;
  data: Record<string, unknown>;
}

export function sendAct(meant: Meant): void {
  queue.add({ ...meant, id: newId(), officer: officerId.peek() });
}

export function sendNow(id: string): void {
  queue.sendNow(id);
}

/** At sign-out: no act's text stays on this computer. */
export function forgetMyActs(): void {
  queue.abandon(officerId.peek());
}

/** Takes it back and opens its form again; the typed text was never thrown away. */
export function undo(act: PendingAct): void {
  if (queue.undo(act.id)) reopened.value = { dossier: act.dossier, action: act.action };
}

export function actOf(id: string): PendingAct | undefined {
  return acts.value.find((act) => act.dossier === id && act.officer === officerId.value);
}

/** The name under which a form's text is kept. */
export function formName(id: string, action: Action): string {
  return `${id}.${action}`;
}
