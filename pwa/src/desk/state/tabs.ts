/**
 * Which pages of the desk are open in this browser. Each holds a lock of its own name as long as it
 * lives; a browser without locks (a page that came without TLS) knows of none.
 */
import { newId } from '../../domain/ids';

const PREFIX = 'motcua.desk.tab.';

/** This page. */
export const TAB = newId();

/** The ids of all open pages, this one included; `use` runs in one page at a time. */
export async function withOpenTabs(use: (open: ReadonlySet<string>) => void): Promise<void> {
  const { locks } = navigator as { locks?: LockManager };
  if (!locks) {
    use(new Set());
    return;
  }
  // Held until the page is gone: the work of the lock never ends.
  await new Promise<void>((granted) => void locks.request(PREFIX + TAB, { ifAvailable: true }, holding(granted)));
  await locks.request('motcua.desk.tabs', async () => {
    const { held = [] } = await locks.query();
    const names = held.flatMap(({ name }) => (name?.startsWith(PREFIX) ? name.slice(PREFIX.length) : []));
    use(new Set(names));
  });
}

const holding = (granted: () => void) => (lock: Lock | null): Promise<void> => {
  granted();
  // Null: this page holds it already.
  return lock ? new Promise(() => undefined) : Promise.resolve();
};
