/** An alert that was put away stays away, whatever list was on its way meanwhile. */
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import { AlertsBlock } from '../../src/desk/messages/AlertsBlock';
import * as api from '../../src/desk/messages/api';
import { refreshedAt } from '../../src/desk/state/worklist';

type Alerts = Awaited<ReturnType<typeof api.getAlerts>>;
const alert = (id: string) => ({ id, dossier: null, title: `Việc ${id}`, body: '', at: '2026-11-22T02:00:00Z' });
const answered = (...ids: string[]) => ({ kind: 'ok', status: 200, headers: new Headers(), body: { items: ids.map(alert) } }) as Alerts;

/** Whatever was answered is drawn. */
async function settled(after: () => void): Promise<void> {
  await act(after);
  await act(() => new Promise<void>((done) => setTimeout(done)));
}

afterEach(() => {
  render(null, document.body);
  vi.restoreAllMocks();
});

it('keeps it away when a list that was asked for before comes after', async () => {
  // Seen failing with the list itself cut: what came later brought the alert back.
  let late: (answer: Alerts) => void = () => undefined;
  vi.spyOn(api, 'getAlerts')
    .mockResolvedValueOnce(answered('a', 'b'))
    .mockImplementationOnce(() => new Promise((come) => (late = come)));
  const put = vi.spyOn(api, 'putRead').mockResolvedValue({ kind: 'ok', status: 200, headers: new Headers(), body: null });
  await settled(() => render(<AlertsBlock />, document.body));
  expect(document.body.textContent).toContain('Việc a');
  await settled(() => void (refreshedAt.value = 1));
  await settled(() => document.querySelector('button')?.click());
  expect(put).toHaveBeenCalledWith(['a']);
  await settled(() => late(answered('a', 'b')));
  expect(document.body.textContent).not.toContain('Việc a');
  expect(document.body.textContent).toContain('Việc b');
});
