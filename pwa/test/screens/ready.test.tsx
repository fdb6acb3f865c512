import 'fake-indexeddb/auto';
import { render } from 'preact';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ReadyScreen } from '../../src/screens/ready/ReadyScreen';
import { catalogue } from '../../src/state/catalogue';
import { dropDatabase } from '../../src/storage/database';
import { noLink, scripted } from '../support/network';

let root: HTMLElement;

beforeEach(async () => {
  await dropDatabase();
  vi.stubGlobal('fetch', scripted(noLink).fetch);
  catalogue.value = { v: '1', entries: [{ code: '1.000001', version: 1, short_name: 'Khai sinh', field: 'Hộ tịch' }], frequent: ['1.000001'] } as never;
  root = document.body.appendChild(document.createElement('div'));
});
afterEach(() => {
  render(null, root);
  root.remove();
  vi.unstubAllGlobals();
});

/** Seen failing with the button alone: it came back as it was, as if nothing had been pressed. */
it('says that a download did not end, and what to do', async () => {
  render(<ReadyScreen />, root);
  const button = (): HTMLButtonElement => [...root.querySelectorAll('button')].find(({ textContent }) => textContent.startsWith('Tải những gì còn thiếu'))!;
  await vi.waitFor(() => expect(button()).toBeDefined());
  expect(root.textContent).not.toContain('bấm lại');
  button().click();
  await vi.waitFor(() => expect(root.querySelector('[role=alert]')?.textContent).toContain('Những gì đã tải vẫn còn.'));
  expect(button()).toBeDefined();
});

/** Seen failing with whichever look ended last, begun before the choice was read: a phone was said to have every procedure. */
it('shows what was looked at last, however long an earlier look takes', async () => {
  const held: (() => void)[] = [];
  vi.stubGlobal('fetch', () => new Promise((_, refuse) => held.push(() => refuse(new TypeError('no link')))));
  const known = catalogue.value!;
  render(<ReadyScreen />, root);
  await vi.waitFor(() => expect(held.length).toBe(1));
  const more = { code: '1.000002', version: 1, short_name: 'Khai tử', field: 'Hộ tịch' };
  catalogue.value = { ...known, entries: [...known.entries, more], frequent: [...known.frequent, more] } as never;
  await vi.waitFor(() => expect(held.length).toBeGreaterThan(1));
  await new Promise((done) => setTimeout(done, 20));
  for (const answer of held.splice(1)) answer();
  await vi.waitFor(() => expect(root.textContent).toContain('Còn thiếu 2 thủ tục.'));
  held[0]!();
  await new Promise((done) => setTimeout(done, 20));
  expect(root.textContent).toContain('Còn thiếu 2 thủ tục.');
});

/** Seen failing with the choice as it was when the download began: what was chosen meanwhile was said to lie here. */
it('looks after a download at what is chosen by then', async () => {
  const held: (() => void)[] = [];
  const known = catalogue.value!;
  catalogue.value = { ...known, entries: [...known.entries, { code: '1.000002', version: 1, short_name: 'Khai tử', field: 'Hộ tịch' }] } as never;
  render(<ReadyScreen />, root);
  const button = (): HTMLButtonElement => [...root.querySelectorAll('button')].find(({ textContent }) => textContent.startsWith('Tải những gì còn thiếu'))!;
  await vi.waitFor(() => expect(button()).toBeDefined());
  vi.stubGlobal('fetch', () => new Promise((_, refuse) => held.push(() => refuse(new TypeError('no link')))));
  button().click();
  await vi.waitFor(() => expect(held.length).toBeGreaterThan(0));
  [...root.querySelectorAll<HTMLInputElement>('.picks input')].find(({ checked }) => !checked)!.click();
  const answering = setInterval(() => held.splice(0).forEach((answer) => answer()), 5);
  await vi.waitFor(() => expect(root.querySelector('[role=alert]')).not.toBeNull());
  clearInterval(answering);
  expect(root.textContent).toContain('Còn thiếu 2 thủ tục.');
});
