/** Papers in the editor: put in another order by buttons, removed and taken back, added under a new key. */
import { render } from 'preact';
import { useState } from 'preact/hooks';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { PaperFields } from '../../src/desk/procedures/PaperFields';
import type { EditedPaper, Parts } from '../../src/desk/procedures/types';
import type { Work } from '../../src/desk/procedures/useEdit';

const paper = (key: string, changes: Partial<EditedPaper> = {}): EditedPaper => ({ key, name: `Giấy ${key}`, kind: 'nop', required: true, ...changes });
const BEFORE = [paper('a'), paper('b', { indispensable: true, copies: 2 }), paper('giay_them_3', { own_form: true })];
let papers: EditedPaper[] = [];

function Screen() {
  const [typed, setTyped] = useState({ papers: BEFORE } as unknown as Parts);
  papers = typed.papers;
  const work = {
    typed: { parts: typed },
    base: { parts: { papers: BEFORE }, fields: [] },
    set: (key: string, value: unknown) => setTyped({ ...typed, [key]: value }),
  } as unknown as Work;
  return <PaperFields work={work} errors={() => null} />;
}

const keys = (): string[] => papers.map((each) => each.key);
const settled = (): Promise<void> => new Promise((done) => setTimeout(done));
const button = (name: string): HTMLButtonElement => {
  const found = [...document.querySelectorAll('button')].find((each) => (each.getAttribute('aria-label') ?? each.textContent)?.trim() === name);
  if (!found) throw new Error(`No button ${name}`);
  return found;
};
async function press(name: string): Promise<void> {
  button(name).focus();
  button(name).click();
  await settled();
}

beforeEach(() => render(<Screen />, document.body));
afterEach(() => void render(null, document.body));

/** Seen failing without the focus: moved in the page, a button loses it, and the next key goes nowhere. */
it('moves a paper, says where it stands, and leaves the focus on its button', async () => {
  await press('Đưa “Giấy a” xuống');
  expect(keys()).toEqual(['b', 'a', 'giay_them_3']);
  expect(document.activeElement).toBe(button('Đưa “Giấy a” xuống'));
  expect(document.querySelector('[role=status]')?.textContent).toBe('“Giấy a” đứng thứ 2 trong 3 giấy.');
  await press('Đưa “Giấy a” xuống');
  expect(keys()).toEqual(['b', 'giay_them_3', 'a']);
  expect(button('Đưa “Giấy a” xuống').disabled).toBe(true);
  expect(document.activeElement).toBe(button('Đưa “Giấy a” lên'));
});

it('removes a paper and takes it back as it was', async () => {
  document.querySelector<HTMLButtonElement>('[data-paper=b] .button--quiet:last-child')?.click();
  await settled();
  expect(keys()).toEqual(['a', 'giay_them_3']);
  await press('Lấy lại “Giấy b”');
  expect(papers.at(-1)).toEqual(BEFORE[1]);
});

/** Seen failing with keys counted among the present papers alone. */
it('gives a new paper a key that no paper of the present version has', async () => {
  document.querySelector<HTMLButtonElement>('[data-paper=b] .button--quiet:last-child')?.click();
  await settled();
  await press('Thêm giấy');
  expect(keys()).toEqual(['a', 'giay_them_3', 'giay_them_6']);
});

it('lets only what is photographed be indispensable', async () => {
  const kind = document.querySelector<HTMLSelectElement>('[data-paper=b] select');
  if (!kind) throw new Error('No kind.');
  kind.value = 'xuat_trinh';
  kind.dispatchEvent(new Event('change', { bubbles: true }));
  await settled();
  expect(papers[1]).toMatchObject({ kind: 'xuat_trinh', required: true, indispensable: false });
  const needs = document.querySelectorAll('[data-paper=b] select')[1];
  expect([...(needs?.children ?? [])].map((each) => each.textContent)).toEqual(['Bắt buộc', 'Nếu có']);
});
