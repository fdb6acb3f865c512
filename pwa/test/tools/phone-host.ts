/**
 * Many phones in one process, for tests of broken links: `node phone-host.ts phone.js`. Each has a
 * disk that outlives its pages (fake-indexeddb), and runs the app without its screens (phone.ts). One
 * JSON object a line comes in, `{id, phone, do, with}`; one a line goes out, `{id, answer}` or
 * `{id, error}`.
 *
 * A killed page does nothing more from one moment to the next, as when the system takes its memory:
 * its requests break, their answers never reach it, it writes nothing more to the disk.
 */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

type Verb = (...given: unknown[]) => Promise<unknown>;

interface Command {
  id: number;
  phone: string;
  do: 'switch-on' | 'open' | 'kill' | 'online' | 'call';
  with: { address?: string; haste?: number; name?: string; given?: unknown };
}

const script = readFileSync(process.argv[2] ?? '', 'utf8');
const GLOBALS = ['indexedDB', 'fetch', 'navigator', 'document', 'addEventListener', 'setTimeout', 'clearTimeout', 'Date', 'performance', 'localStorage', 'BroadcastChannel'];
// The script is our own build; as a function it gets a page's globals instead of this process's.
// eslint-disable-next-line @typescript-eslint/no-implied-eval
const appIn = new Function(...GLOBALS, `${script};return phone`) as (...globals: unknown[]) => Record<string, Verb>;

/** Whatever is asked of it never comes: what the disk says to a dead page. */
const nothing: object = new Proxy({}, {
  get: (_, name) => (name === 'then' ? () => undefined : () => nothing),
});

/** Web Locks of one phone; a dead page's are given to the next in the queue. */
class Locks {
  #held = new Map<string, Page>();
  #queue: { name: string; page: Page; start: () => void }[] = [];

  of(page: Page): Pick<LockManager, 'request'> {
    const request = (name: string, ...rest: unknown[]): Promise<unknown> =>
      new Promise((done, failed) => {
        const work = rest.at(-1) as (lock: object | null) => unknown;
        const options = (rest.length > 1 ? rest[0] : {}) as LockOptions;
        const run = (lock: object | null): void => {
          void Promise.resolve(work(lock)).then(done, failed).finally(() => lock && this.#release(name, page));
        };
        if (options.ifAvailable && this.#held.has(name)) return run(null);
        this.#queue.push({ name, page, start: () => run({ name }) });
        this.#next();
      });
    return { request };
  }

  drop(page: Page): void {
    this.#queue = this.#queue.filter((waiting) => waiting.page !== page);
    for (const [name, holder] of this.#held) if (holder === page) this.#release(name, page);
  }

  #release(name: string, page: Page): void {
    if (this.#held.get(name) === page) this.#held.delete(name);
    this.#next();
  }

  #next(): void {
    for (const waiting of [...this.#queue]) {
      if (this.#held.has(waiting.name)) continue;
      this.#queue.splice(this.#queue.indexOf(waiting), 1);
      this.#held.set(waiting.name, waiting.page);
      queueMicrotask(waiting.start); // Never before the request itself has returned, as in browsers.
    }
  }
}

/** One life of the app, from its opening until it is closed or killed. */
class Page {
  app: Record<string, Verb>;
  #dead = false;
  #started = false;
  #asking = new Set<AbortController>();
  #databases = new Set<IDBDatabase>();
  #hears = new Map<string, Set<() => void>>();
  #phone: Phone;

  constructor(phone: Phone) {
    this.#phone = phone;
    const hear = (name: string, tell: () => void): void => {
      this.#hears.set(name, (this.#hears.get(name) ?? new Set()).add(tell));
    };
    const navigator = { locks: phone.locks.of(this), onLine: true };
    const document = { documentElement: { lang: 'vi' }, visibilityState: 'visible', addEventListener: hear };
    this.app = appIn(
      this.#disk(), this.#fetch, navigator, document, hear, this.#setTimeout, clearTimeout, phone.clock, phone.watch,
      phone.notes, undefined,
    );
  }

  /** A page of its own only looks at the disk; a started one sends. */
  start(): void {
    if (!this.#started) void this.app.open?.();
    this.#started = true;
  }

  tell(event: string): void {
    for (const hearing of this.#hears.get(event) ?? []) hearing();
  }

  kill(): void {
    this.#dead = true;
    for (const database of this.#databases) {
      database.transaction = () => nothing as IDBTransaction;
    }
    for (const request of this.#asking) request.abort();
    this.#phone.locks.drop(this);
  }

  #disk(): Pick<IDBFactory, 'open' | 'deleteDatabase'> {
    const disk = this.#phone.disk;
    return {
      deleteDatabase: (name) => disk.deleteDatabase(name),
      open: (name, version) => {
        if (this.#dead) return nothing as IDBOpenDBRequest;
        const opening = disk.open(name, version);
        opening.addEventListener('success', () => {
          this.#databases.add(opening.result);
          if (this.#dead) opening.result.transaction = () => nothing as IDBTransaction;
        });
        return opening;
      },
    };
  }

  #fetch = async (path: string, init: RequestInit = {}): Promise<Response> => {
    if (this.#dead) return new Promise(() => undefined);
    const mine = new AbortController();
    init.signal?.addEventListener('abort', () => mine.abort());
    if (init.signal?.aborted) mine.abort();
    this.#asking.add(mine);
    try {
      const answer = await fetch(this.#phone.address + path, { ...init, signal: mine.signal });
      const body = [204, 304].includes(answer.status) ? null : await answer.arrayBuffer();
      if (this.#dead) return await new Promise(() => undefined);
      return new Response(body, { status: answer.status, headers: answer.headers });
    } catch (cause) {
      if (this.#dead) return await new Promise(() => undefined);
      throw cause;
    } finally {
      this.#asking.delete(mine);
    }
  };

  #setTimeout = (work: () => void, wait: number): ReturnType<typeof setTimeout> =>
    setTimeout(() => this.#dead || work(), wait / this.#phone.haste);
}

/** localStorage, as far as the app uses it. */
class Notes {
  #kept = new Map<string, string>();
  getItem = (name: string): string | null => this.#kept.get(name) ?? null;
  setItem = (name: string, text: string): void => void this.#kept.set(name, text);
  removeItem = (name: string): void => void this.#kept.delete(name);
}

class Phone {
  disk = new IDBFactory();
  notes = new Notes();
  locks = new Locks();
  page: Page | null = null;
  clock: { now: () => number };
  watch: { now: () => number };
  address: string;
  haste: number;

  /** With a `haste` of 10 its clock runs ten times faster, and so do all its waits. */
  constructor(address: string, haste: number) {
    this.address = address;
    this.haste = haste;
    const born = Date.now();
    class Clock extends Date {
      static override now = (): number => born + (Date.now() - born) * haste;
    }
    this.clock = Clock;
    this.watch = { now: () => performance.now() * haste };
  }

  open(): Page {
    this.page ??= new Page(this);
    return this.page;
  }
}

const phones = new Map<string, Phone>();

async function obey(command: Command): Promise<unknown> {
  const { name = '', given, address = '', haste = 1 } = command.with;
  if (command.do === 'switch-on') {
    phones.set(command.phone, new Phone(address, haste));
    return null;
  }
  const phone = phones.get(command.phone);
  if (!phone) throw new Error(`no phone ${command.phone}`);
  if (command.do === 'kill') {
    phone.page?.kill();
    phone.page = null;
    return null;
  }
  if (command.do === 'online') {
    phone.page?.tell('online');
    return null;
  }
  const page = phone.open();
  if (command.do === 'open') page.start();
  return command.do === 'call' ? ((await page.app[name]?.(given)) ?? null) : null;
}

const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

process.on('unhandledRejection', (cause) => say({ fault: String((cause as Error).stack ?? cause) }));

const commands = createInterface({ input: process.stdin });
commands.on('close', () => process.exit());
commands.on('line', (line) => {
  const command = JSON.parse(line) as Command;
  obey(command).then(
    (answer) => say({ id: command.id, answer }),
    (cause: unknown) => say({ id: command.id, error: String((cause as Error).stack ?? cause) }),
  );
});
