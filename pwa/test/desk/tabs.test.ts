// @vitest-environment happy-dom
/** Each open page of the desk is known to the others as long as it lives. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

type Work = (lock: { name: string } | null) => unknown;

/** Locks as browsers have them: held until the promise of the work is settled. */
function browser() {
  const held = new Map<string, Promise<unknown>>();
  const locks = {
    query: () => Promise.resolve({ held: [...held.keys()].map((name) => ({ name })) }),
    request: async (name: string, options: { ifAvailable?: boolean } | Work, given?: Work): Promise<unknown> => {
      const work = (given ?? options) as Work;
      if (held.has(name) && given) return work(null);
      while (held.has(name)) await held.get(name);
      const done = Promise.resolve(work({ name }));
      held.set(name, done);
      return done.finally(() => held.delete(name));
    },
  };
  return { locks, close: (tab: string) => held.delete(`motcua.desk.tab.${tab}`) };
}

const openPage = async () => {
  vi.resetModules();
  return import('../../src/desk/state/tabs');
};

let here: ReturnType<typeof browser>;

beforeEach(() => {
  here = browser();
  vi.stubGlobal('navigator', { locks: here.locks });
});
afterEach(() => void vi.unstubAllGlobals());

/** Seen failing with the lock let go at once: a page that was open beside counted as gone. */
it('knows the pages that are open, and no longer one that was closed', async () => {
  const [one, two] = [await openPage(), await openPage()];
  const seen: string[][] = [];
  const look = (open: ReadonlySet<string>): void => void seen.push([...open]);
  await one.withOpenTabs(look);
  await two.withOpenTabs(look);
  await two.withOpenTabs(look);
  here.close(one.TAB);
  await two.withOpenTabs(look);
  expect(seen).toEqual([[one.TAB], [one.TAB, two.TAB], [one.TAB, two.TAB], [two.TAB]]);
});

it('goes on in a browser without locks', async () => {
  vi.stubGlobal('navigator', {});
  const use = vi.fn();
  await (await openPage()).withOpenTabs(use);
  expect(use).toHaveBeenCalledWith(new Set());
});
