/** What an administrator typed stays in this browser until the server has it. */
import { render } from 'preact';
import { afterEach, expect, it, vi } from 'vitest';
import * as api from '../../src/desk/procedures/api';
import type { Editor, Saving } from '../../src/desk/procedures/types';
import { useEdit } from '../../src/desk/procedures/useEdit';
import { keep, kept } from '../../src/desk/state/kept';

const CODE = '1.000001';
const NAME = `procedure.${CODE}`;
const typed = { base: 1, parts: {}, effective_from: null, reason: 'Mới', revision: 2 } as unknown as Saving;
const editor = { edit: null, versions: [], today: '2026-08-01' } as unknown as Editor;

function Screen() {
  useEdit(CODE);
  return null;
}

afterEach(() => {
  render(null, document.body);
  localStorage.clear();
  vi.restoreAllMocks();
});

/** Seen failing without `keep` after taking what the server has: a second closing lost the text. */
it('keeps what was typed before while it is still on its way', async () => {
  vi.spyOn(api, 'getEditor').mockResolvedValue({ kind: 'ok', body: editor } as Awaited<ReturnType<typeof api.getEditor>>);
  const put = vi.spyOn(api, 'putEdit').mockReturnValue(new Promise(() => undefined));
  keep(NAME, typed);
  render(<Screen />, document.body);
  await vi.waitFor(() => expect(put).toHaveBeenCalled());
  expect(kept(NAME)).toEqual(typed);
});
