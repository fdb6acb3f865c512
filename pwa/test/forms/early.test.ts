import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ProcedureDetail } from '../../src/domain/procedure';

const fetchAll = vi.fn();
vi.mock('../../src/capture/early', () => ({ fetchAll: () => fetchAll() as unknown }));

const form = (...kinds: string[]): ProcedureDetail => ({ papers: kinds.map((kind) => ({ kind })) }) as unknown as ProcedureDetail;
const WAITS = { held: false, parked: null };

/** Anew each time: it fetches once while the app is open. The signals are those of its own modules. */
async function begin(detail = form('nop'), state = 'good') {
  vi.resetModules();
  const { signal } = await import('@preact/signals');
  const link = signal(state);
  const entries = signal<object[]>([]);
  vi.doMock('../../src/state/connection', () => ({ link }));
  vi.doMock('../../src/state/shelf', () => ({ entries }));
  const { fetchCamera } = await import('../../src/forms/people/early');
  fetchCamera(detail);
  return { again: () => fetchCamera(detail), link, entries };
}
const idle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(6000);

beforeEach(() => {
  vi.useFakeTimers();
  fetchAll.mockReset().mockResolvedValue(undefined);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a form with papers to photograph: once, when the link has been idle', async () => {
  const { again } = await begin();
  await vi.advanceTimersByTimeAsync(1000);
  expect(fetchAll).not.toHaveBeenCalled();
  await idle();
  again();
  await idle();
  expect(fetchAll).toHaveBeenCalledOnce();
});

test('not over a weak link, nor while something is to be sent; then when that is over', async () => {
  // Seen failing without looking at the entries: the camera's files went before the dossier.
  const { link, entries } = await begin(form('nop'), 'weak');
  await idle();
  entries.value = [WAITS];
  link.value = 'good';
  await idle();
  expect(fetchAll).not.toHaveBeenCalled();
  entries.value = [];
  await idle();
  expect(fetchAll).toHaveBeenCalledOnce();
});

test('never where bytes are saved, nor for a form without such papers', async () => {
  // Seen failing without `savesBytes`.
  vi.stubGlobal('navigator', { connection: { saveData: true } });
  await begin();
  await idle();
  vi.unstubAllGlobals();
  await begin(form('xuat_trinh', 'tra_cuu'));
  await idle();
  expect(fetchAll).not.toHaveBeenCalled();
});

test('what could not be fetched is asked for with the next section', async () => {
  fetchAll.mockRejectedValueOnce(new Error('cut'));
  const { again } = await begin();
  await idle();
  again();
  await idle();
  expect(fetchAll).toHaveBeenCalledTimes(2);
});
