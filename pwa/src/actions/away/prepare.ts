import type { CatalogueIndex } from '../../domain/catalogue';
import { askWorker, missingProcedures } from '../../state/away/readiness';
import { loadAgencies, loadCommunes } from '../../state/places';
import { loadProcedure } from '../../state/procedures';

/** "Tải những gì còn thiếu": whatever the link lets through and the phone has room for stays; the rest is asked for again next time. */
export async function prepare(
  index: CatalogueIndex | null,
  picked: readonly string[],
  tell: (done: number, all: number) => void,
): Promise<void> {
  await navigator.storage?.persist?.();
  const codes = await missingProcedures(index, picked);
  const tasks: (() => Promise<unknown>)[] = [
    () => askWorker('complete'),
    loadAgencies,
    loadCommunes,
    () => import('../../state/family/families').then((part) => part.loadFamilies()),
    ...codes.map((code) => () => loadProcedure(code)),
  ];
  for (const [place, task] of tasks.entries()) {
    tell(place, tasks.length);
    // What cannot be had keeps nobody from the rest; the look that follows says what is missing.
    await task().catch(() => undefined);
  }
  tell(tasks.length, tasks.length);
}
