import type { CatalogueIndex } from '../../domain/catalogue';
import { askWorker, missingProcedures } from '../../state/away/readiness';
import { loadAgencies, loadCommunes } from '../../state/places';
import { loadProcedure } from '../../state/procedures';

/** "Tải những gì còn thiếu": whatever the link lets through stays, and the rest is asked for again next time. */
export async function prepare(
  index: CatalogueIndex | null,
  picked: readonly string[],
  tell: (done: number, all: number) => void,
): Promise<void> {
  await navigator.storage?.persist?.();
  const codes = await missingProcedures(index, picked);
  const tasks = [
    () => askWorker('complete'),
    loadAgencies,
    loadCommunes,
    // The part itself cannot be had where the link broke before it was kept.
    () => import('../../state/family/families').then((part) => part.loadFamilies()).catch(() => undefined),
    ...codes.map((code) => () => loadProcedure(code)),
  ];
  for (const [place, task] of tasks.entries()) {
    tell(place, tasks.length);
    await task();
  }
  tell(tasks.length, tasks.length);
}
