import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/api/client';
import type { DeskDossier } from '../../src/desk/api/types';
import { type PendingAct, type Ports, UNDO_MS, UndoQueue } from '../../src/desk/logic/undo';

type Reply = Answer<DeskDossier>;

const headers = new Headers();
const OK: Reply = { kind: 'ok', status: 200, body: { id: 'd1' } as DeskDossier, headers };
const NO_LINK: Reply = { kind: 'no_link' };
const refusal = (status: number, title = 'Không được.', errors: unknown = undefined): Reply => ({
  kind: 'problem',
  status,
  problem: { code: 'x', title, detail: '', errors, members: {} },
  headers,
});

type Store = Map<string, PendingAct>;

/** A clock that is moved by hand, a store in memory, and answers given in turn. */
function desk(...replies: Reply[]) {
  return page(new Map<string, PendingAct>(), 'one', ...replies);
}

/** One of several open pages over the same store. */
function page(kept: Store, tab: string, ...replies: Reply[]) {
  let time = 0;
  const due: { at: number; run: () => void }[] = [];
  const sent: PendingAct[] = [];
  const done: string[] = [];
  const shown: { acts: readonly PendingAct[] } = { acts: [] };
  const ports: Ports = {
    send: (act) => {
      sent.push({ ...act });
      return Promise.resolve(replies.shift() ?? OK);
    },
    load: () => structuredClone([...kept.values()]),
    keep: (act) => kept.set(act.id, structuredClone({ ...act, tab })),
    drop: (id) => kept.delete(id),
    now: () => time,
    after: (ms, run) => {
      const entry = { at: time + ms, run };
      due.push(entry);
      return () => {
        const place = due.indexOf(entry);
        if (place !== -1) due.splice(place, 1);
      };
    },
    changed: (acts) => (shown.acts = acts),
    done: (act) => done.push(act.id),
  };
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  const pass = async (ms: number): Promise<void> => {
    time += ms;
    for (const entry of due.filter((each) => each.at <= time)) {
      due.splice(due.indexOf(entry), 1);
      entry.run();
    }
    await settle();
  };
  return { ports, sent, done, shown, pass, stored: () => [...kept.values()] };
}

const ACCEPT = { id: 'c1', officer: 'o1', dossier: 'd1', title: 'ABC-DEF-G', action: 'accept' as const, version: 3, data: {} };

describe('seconds to undo', () => {
  it('sends nothing before they are over, then exactly once', async () => {
    const { ports, sent, done, shown, pass, stored } = desk();
    const queue = new UndoQueue(ports);
    queue.add(ACCEPT);
    await pass(UNDO_MS - 1);
    expect(sent).toHaveLength(0);
    expect(stored()).toHaveLength(1);
    await pass(1);
    expect(sent).toMatchObject([{ id: 'c1', version: 3 }]);
    expect(done).toEqual(['c1']);
    expect(shown.acts).toEqual([]);
    expect(stored()).toEqual([]);
  });

  it('sends nothing at all once it was taken back', async () => {
    const { ports, sent, pass, stored } = desk();
    const queue = new UndoQueue(ports);
    queue.add(ACCEPT);
    expect(queue.undo('c1')).toBe(true);
    await pass(60_000);
    expect(sent).toEqual([]);
    expect(stored()).toEqual([]);
  });

  it('cannot take back what is under way', async () => {
    const { ports, pass } = desk();
    let answer: (reply: Reply) => void = () => undefined;
    const queue = new UndoQueue({ ...ports, send: () => new Promise((resolve) => (answer = resolve)) });
    queue.add(ACCEPT);
    await pass(UNDO_MS);
    expect(queue.undo('c1')).toBe(false);
    answer(OK);
  });

  it('cannot take back what may have arrived, and can what the server never took', async () => {
    const { ports, shown, done, pass } = desk(NO_LINK, OK);
    const queue = new UndoQueue(ports);
    queue.add(ACCEPT);
    await pass(UNDO_MS);
    expect(shown.acts[0]).toMatchObject({ state: 'unsent', may_have_arrived: true });
    expect(queue.undo('c1')).toBe(false);
    await pass(5_000);
    expect(done).toEqual(['c1']);
    const ended = desk(refusal(401));
    const other = new UndoQueue(ended.ports);
    other.add(ACCEPT);
    await ended.pass(UNDO_MS);
    expect(other.undo('c1')).toBe(true);
  });

  it('is abandoned with everything else of the officer who signs out', async () => {
    const { ports, stored, pass } = desk();
    const queue = new UndoQueue(ports);
    queue.add(ACCEPT);
    queue.add({ ...ACCEPT, id: 'c2', officer: 'o2' });
    await pass(1);
    queue.abandon('o1');
    expect(stored().map((act) => act.id)).toEqual(['c2']);
  });

  it('goes at once when asked to', async () => {
    const { ports, sent, pass } = desk();
    const queue = new UndoQueue(ports);
    queue.add(ACCEPT);
    queue.sendNow('c1');
    await pass(0);
    expect(sent).toHaveLength(1);
    await pass(60_000);
    expect(sent).toHaveLength(1);
  });
});

describe('what came of it', () => {
  it('goes again with the same id when no answer came', async () => {
    const { ports, sent, done, shown, pass } = desk(NO_LINK, refusal(503), refusal(401), OK);
    const queue = new UndoQueue(ports);
    queue.add(ACCEPT);
    await pass(UNDO_MS);
    expect(shown.acts[0]?.state).toBe('unsent');
    await pass(5_000);
    await pass(10_000);
    queue.retry('o1');
    await pass(0);
    expect(sent.map((act) => act.id)).toEqual(['c1', 'c1', 'c1', 'c1']);
    expect(done).toEqual(['c1']);
  });

  it('never overwrites: a stale version waits for the officer', async () => {
    const { ports, sent, shown, pass } = desk(refusal(412));
    const queue = new UndoQueue(ports);
    queue.add(ACCEPT);
    await pass(UNDO_MS);
    expect(shown.acts[0]?.state).toBe('conflict');
    queue.retry('o1');
    await pass(600_000);
    expect(sent).toHaveLength(1);
  });

  it("keeps what was refused, with the server's words", async () => {
    const { ports, shown, pass } = desk(refusal(422, 'Những gì đã nhập vẫn còn.', { code: ['Mã chưa đúng dạng.'] }));
    const queue = new UndoQueue(ports);
    queue.add(ACCEPT);
    await pass(UNDO_MS);
    expect(shown.acts[0]).toMatchObject({ state: 'refused', fault: 'Những gì đã nhập vẫn còn. Mã chưa đúng dạng.' });
  });
});

describe('after the page was closed', () => {
  it('holds what had not left, and sends it only when told to', async () => {
    const { ports } = desk();
    new UndoQueue(ports).add(ACCEPT);
    const later = desk();
    const queue = new UndoQueue({ ...later.ports, load: ports.load });
    queue.restore('o1');
    await later.pass(60_000);
    expect(later.sent).toEqual([]);
    expect(later.shown.acts[0]?.state).toBe('held');
    queue.sendNow('c1');
    await later.pass(0);
    expect(later.done).toEqual(['c1']);
  });

  it('asks again for the answer that was lost, with the same id', async () => {
    const { ports, pass } = desk();
    const first = new UndoQueue({ ...ports, send: () => new Promise(() => undefined) });
    first.add(ACCEPT);
    await pass(UNDO_MS);
    const later = desk();
    new UndoQueue({ ...later.ports, load: ports.load }).restore('o1');
    await later.pass(0);
    expect(later.sent.map((act) => act.id)).toEqual(['c1']);
  });

  it("leaves another officer's acts alone", async () => {
    const kept: Store = new Map();
    new UndoQueue(page(kept, 'one').ports).add(ACCEPT);
    const later = page(kept, 'two');
    new UndoQueue(later.ports).restore('o2');
    await later.pass(60_000);
    expect(later.sent).toEqual([]);
    expect(later.stored()).toHaveLength(1);
  });
});

describe('two pages of one officer', () => {
  /** Seen failing with one list for all pages: the second page's act was written over the first one's. */
  it('keep their acts beside each other', async () => {
    const kept: Store = new Map();
    const [one, two] = [page(kept, 'one'), page(kept, 'two', NO_LINK)];
    const [first, second] = [new UndoQueue(one.ports), new UndoQueue(two.ports)];
    first.restore('o1');
    second.restore('o1');
    first.add(ACCEPT);
    second.add({ ...ACCEPT, id: 'c2', dossier: 'd2' });
    expect(one.stored().map(({ id }) => id)).toEqual(['c1', 'c2']);
    await two.pass(UNDO_MS);
    expect(one.stored().map(({ id }) => id)).toEqual(['c1', 'c2']);
    await one.pass(UNDO_MS);
    expect(one.stored().map(({ id }) => id)).toEqual(['c2']);
  });

  /** Seen failing with every act taken over: it was shown as held, and could be taken back, while it left elsewhere. */
  it('take over only what no open page is about to send', async () => {
    const kept: Store = new Map();
    const one = page(kept, 'one');
    new UndoQueue(one.ports).add(ACCEPT);
    const two = page(kept, 'two');
    const second = new UndoQueue(two.ports);
    second.restore('o1', new Set(['one', 'two']));
    expect(two.shown.acts).toEqual([]);
    second.restore('o1', new Set(['two']));
    expect(two.shown.acts).toMatchObject([{ id: 'c1', state: 'held' }]);
    await two.pass(60_000);
    expect(two.sent).toEqual([]);
  });

  /** Seen failing with the page's own alone: the text of the other page's act stayed on the computer. */
  it('leave nothing of whoever signs out', () => {
    const kept: Store = new Map();
    new UndoQueue(page(kept, 'one').ports).add(ACCEPT);
    new UndoQueue(page(kept, 'two').ports).abandon('o1');
    expect(kept.size).toBe(0);
  });
});
