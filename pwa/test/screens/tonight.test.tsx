import { type ComponentChildren, render } from 'preact';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sendingNow } from '../../src/actions/sending';
import { newEntry, type OutboxEntry } from '../../src/domain/outbox';
import { ReceiptCard } from '../../src/screens/dossier/parts';
import { TonightScreen } from '../../src/screens/tonight/TonightScreen';
import { link } from '../../src/state/connection';
import { entries, shelfReady } from '../../src/state/shelf';
import { NOW, shaOf } from '../support/dossiers';

const queued = entries as { value: readonly OutboxEntry[] };
let root: HTMLElement;

beforeEach(() => {
  link.value = 'weak';
  sendingNow.value = false;
  shelfReady.value = true;
  root = document.body.appendChild(document.createElement('div'));
});
afterEach(() => {
  render(null, root);
  root.remove();
  queued.value = [];
});

function show(what: ComponentChildren, ...queue: OutboxEntry[]): string {
  queued.value = queue;
  render(what, root);
  return root.textContent;
}

const main = (): HTMLButtonElement => [...root.querySelectorAll('button')].find(({ textContent }) => /Gửi tất cả ngay|Đang gửi/.test(textContent))!;

function house(name: string, changes: Partial<OutboxEntry> = {}): OutboxEntry {
  const pages = [0, 1].map((nth) => ({ id: `${name}-${nth}`, paper: 'khac', page: nth + 1, sha256: shaOf(name, nth), bytes: 45_000 }));
  const made = newEntry(
    { key: `dossier:${name}`, kind: 'submit', dossier: name, account: null, path: `/api/dossiers/${name}`, body: '{}', revision: 1, title: 'Bản sao giấy hộ tịch', owner_name: `Nhà ${name}`, pages },
    NOW,
  );
  return { ...made, ...changes };
}

const onePageThere = { phase: 'pages' as const, missing: [{ sha256: shaOf('b', 1), upload: '/u/1', offset: 0 }] };

it('says whose dossier is on its way, and how many of its pages have arrived', () => {
  sendingNow.value = true;
  const text = show(<TonightScreen />, house('a', { waiting: 'no_link' }), house('b', onePageThere));
  expect(text).toContain('Đang gửi: Nhà b');
  expect(text).toContain('Đã gửi 1 trên 2 trang ảnh');
});

it('says why nothing is on its way, though the link is not given up', () => {
  sendingNow.value = true;
  expect(show(<TonightScreen />, house('b', { ...onePageThere, waiting: 'interrupted' }))).toContain('Mạng bị đứt giữa chừng. Máy gửi tiếp từ chỗ dở.');
  expect(main().textContent).toBe('Gửi tất cả ngay');
});

it('lets one that rests be sent while others are on their way', () => {
  sendingNow.value = true;
  show(<TonightScreen />, house('b', onePageThere));
  expect(main().textContent).toBe('Đang gửi…');
  show(<TonightScreen />, house('b', onePageThere), house('c', { held: true }));
  expect(main().textContent).toBe('Gửi tất cả ngay');
});

it('never shows the key of a paper whose name this phone does not know', () => {
  const receipt = { id: 'b', revision: 1, slip: 'ABC-DEF-G', state: '1' as const, code: null, received_at: null, answer_due: null, binding_due: null, provisional_due: null, pages: [{ paper: 'khac', page: 1, sha256: shaOf('b', 0), bytes: 45_000, stored: true }], missing: [], unverified: false };
  expect(show(<ReceiptCard receipt={receipt} detail={null} names={new Map()} />)).toContain('Ảnh khác, trang 1');
});
