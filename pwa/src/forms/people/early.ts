/**
 * Whoever begins a form in the village may photograph its papers up the valley: what makes good pages is
 * fetched while the first questions are answered, over a good link that nothing else wants, and never
 * where the browser is asked to save bytes. It lies here because this part comes with a form's first
 * questions, and costs those nothing who never see it.
 */
import { effect } from '@preact/signals';
import type { ProcedureDetail } from '../../domain/procedure';
import { link } from '../../state/connection';
import { entries } from '../../state/shelf';

/** What the screen itself asks for has come by then. */
const IDLE_MS = 5000;

let begun = false;

export function fetchCamera({ papers }: ProcedureDetail): void {
  const wanted = papers.some(({ kind, own_form }) => kind === 'nop' && !own_form);
  if (begun || !wanted || savesBytes()) return;
  begun = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = effect(() => {
    clearTimeout(timer);
    const busy = entries.value.some(({ held, parked }) => !held && parked === null);
    if (link.value === 'good' && !busy) timer = setTimeout(() => void fetchIt(stop), IDLE_MS);
  });
}

async function fetchIt(stop: () => void): Promise<void> {
  stop();
  try {
    await (await import('../../capture/early')).fetchAll();
  } catch {
    begun = false;
  }
}

const savesBytes = (): boolean => (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
