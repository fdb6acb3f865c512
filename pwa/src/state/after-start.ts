/**
 * What can wait until the first screen stands: the phone's storage, and what a person needs later
 * where there may be no link (whom to call, the communes).
 */
import { effect } from '@preact/signals';
import { COMMUNES_KEY, getCatalogue } from '../storage/catalogue';
import { catalogue } from './catalogue';
import { followNotices } from './notices';
import { loadAgencies, loadCommunes } from './places';
import { freshenProcedures } from './procedures';
import { watchRoom } from './room';
import { openShelf } from './shelf';

export async function afterStart(): Promise<void> {
  followNotices();
  await openShelf();
  void watchRoom();
  effect(() => void freshenProcedures(catalogue.value));
  await loadAgencies();
  if (!(await getCatalogue(COMMUNES_KEY))) whenIdle(() => void loadCommunes());
}

function whenIdle(task: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(task, { timeout: 10_000 });
  else setTimeout(task, 3000);
}
