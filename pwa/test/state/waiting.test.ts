// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest';
import { UNKNOWN_LINK } from '../../src/domain/estimate';
import { newEntry, type OutboxEntry } from '../../src/domain/outbox';
import type { DossierRecord } from '../../src/domain/dossier';
import { eveningOf } from '../../src/screens/tonight/evening';
import { aboutWords, reasonOf, shownState } from '../../src/screens/dossier/waiting';
import { link, measured } from '../../src/state/connection';
import { inAll, sentOf, weigh } from '../../src/state/waiting';
import { NOW, shaOf } from '../support/dossiers';

function entry(id: string, pages: number, changes: Partial<OutboxEntry> = {}): OutboxEntry {
  const made = newEntry(
    {
      key: `dossier:${id}`,
      kind: 'submit',
      dossier: id,
      account: null,
      path: `/api/dossiers/${id}`,
      body: 'x'.repeat(1000),
      revision: 1,
      title: 'Bản sao giấy hộ tịch',
      owner_name: `Nhà ${id}`,
      pages: Array.from({ length: pages }, (_, index) => ({ id: `${id}-${index}`, paper: 'p', page: index + 1, sha256: shaOf(id, index), bytes: 45_000 })),
    },
    NOW,
  );
  return { ...made, ...changes };
}

/** The text has arrived, and so many bytes of the second page; the first is whole. */
const underWay = (offset: number | null) =>
  entry('a', 3, {
    phase: 'pages',
    missing: [
      { sha256: shaOf('a', 1), upload: '/u/1', offset },
      { sha256: shaOf('a', 2), upload: '/u/2', offset: 0 },
    ],
  });

beforeEach(() => {
  link.value = 'unknown';
  measured.value = null;
});

it('counts the text and every page until the commune has told what it has', () => {
  expect(weigh(entry('a', 3)).bytes).toBe(136_000);
  expect(weigh(underWay(20_000)).bytes).toBe(70_000);
  expect(inAll([weigh(entry('b', 0)), weigh(entry('c', 1))]).bytes).toBe(47_000);
});

it('tells how far each page got, and does not fall back while a piece is on its way', () => {
  const [first, second, third] = underWay(0).pages;
  expect(sentOf(underWay(20_000), second!)).toBe(20_000);
  expect(sentOf(underWay(null), second!)).toBe(20_000);
  expect(sentOf(underWay(null), first!)).toBe(45_000);
  expect(sentOf(underWay(null), third!)).toBe(0);
  expect(sentOf(entry('a', 3), first!)).toBe(0);
});

it('says minutes, never seconds, and follows what this link was measured to do', () => {
  const slow = { ...UNKNOWN_LINK, rate: 500 };
  expect(aboutWords(3)).toBe('khoảng 1 phút');
  measured.value = { ...slow, rate: 50_000 };
  const quick = weigh(entry('a', 3)).seconds;
  measured.value = slow;
  expect(weigh(entry('a', 3)).seconds).toBeGreaterThan(10 * quick);
  expect(aboutWords(weigh(entry('a', 3)).seconds)).toBe('khoảng 5 phút');
  expect(aboutWords(3 * 3600)).toBe('khoảng 3 giờ');
});

it('gives one reason, the one that a person can act on first', () => {
  expect(reasonOf(entry('a', 1, { waiting: 'server_fault' }))).toBe('Hệ thống của xã đang bận. Máy tự gửi lại.');
  expect(reasonOf(entry('a', 1, { waiting: 'no_link', held: true }))).toContain('Gửi ngay');
  expect(reasonOf(entry('a', 1, { held: true, parked: 'page_lost' }))).toContain('đã mất khỏi máy');
  link.value = 'portal';
  expect(reasonOf(entry('a', 1, { waiting: 'no_link' }))).toContain('đăng nhập mạng');
  link.value = 'none';
  expect(reasonOf(entry('a', 1))).toContain('Chưa có mạng');
  expect(shownState(entry('a', 1, { held: true }))).toBe('held');
});

it("sorts a volunteer's evening: what wants a person, what is still here, what has arrived", () => {
  const record = (id: string): DossierRecord => ({
    id, account: null, title: 'Bản sao', owner_name: `Nhà ${id}`, receipt: null, summary: null, detail: null, etag: null, sent: null, stale: false, updated_at: NOW,
  });
  const queue = [entry('d', 5), entry('c', 5, { parked: 'sign_in' }), underWay(0)].map(weigh);
  const evening = eveningOf(queue, [record('z'), record('b'), record('d')]);
  expect(evening.stuck.map((one) => one.entry.dossier)).toEqual(['c']);
  expect(evening.going.map((one) => one.entry.dossier)).toEqual(['a', 'd']);
  expect(evening.sent.map(({ id }) => id)).toEqual(['b', 'z']);
  expect(evening.pages).toBe(5 + 5 + 2);
  // Two of five have gone, and of the third one page of three: who watches sees it move.
  expect(evening.part).toBeCloseTo((2 + 1 / 3) / 5);
  const unanswered = entry('a', 1, { phase: 'pages', missing: [{ sha256: shaOf('a', 0), upload: '/u/1', offset: 45_000 }] });
  expect(eveningOf([weigh(unanswered)], []).part).toBeLessThan(1);
});
