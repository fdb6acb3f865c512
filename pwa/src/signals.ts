/**
 * Signals: values that components, computed values and effects follow. The same calls and the same
 * meaning as `@preact/signals`, whose name the build points here, in a quarter of its bytes; the
 * library judges this file in the tests (docs/decisions/0043-signals-of-our-own.md).
 *
 * A change first marks everything that hangs on it, then runs what really sees another value: an
 * effect never meets one new and one stale value.
 */
import { type Component, options } from 'preact';

interface Watcher {
  /** What it read last, and in which version. */
  sources: Map<Signal<unknown>, number>;
  mark(): void;
}

interface Runner extends Watcher {
  run(): void;
}

/** Who is reading at the moment; null where nobody follows. */
let reader: Watcher | null = null;
const marked = new Set<Runner>();
let running = false;

export class Signal<T> {
  version = 0;
  readonly watchers = new Set<Watcher>();

  constructor(protected held: T) {}

  get value(): T {
    this.refresh();
    if (reader) {
      reader.sources.set(this, this.version);
      this.watchers.add(reader);
    }
    return this.held;
  }

  set value(next: T) {
    if (next === this.held) return;
    this.held = next;
    this.version += 1;
    this.spread();
    runMarked();
  }

  peek(): T {
    this.refresh();
    return this.held;
  }

  /** Calls at once and after every change; answers how to stop. */
  subscribe(hear: (value: T) => void): () => void {
    return effect(() => {
      const now = this.value;
      reading(null, () => hear(now));
    });
  }

  refresh(): void {
    // A plain signal is always fresh.
  }

  protected spread(): void {
    for (const watcher of [...this.watchers]) watcher.mark();
  }
}

class Computed<T> extends Signal<T> implements Watcher {
  sources = new Map<Signal<unknown>, number>();
  private stale = true;

  constructor(private readonly compute: () => T) {
    super(undefined as T);
  }

  mark(): void {
    if (this.stale) return;
    this.stale = true;
    this.spread();
  }

  override refresh(): void {
    if (!this.stale) return;
    this.stale = false;
    if (this.version && !changed(this)) return;
    const next = follow(this, this.compute);
    if (this.version && next === this.held) return;
    this.held = next;
    this.version += 1;
  }
}

export const signal = <T>(value: T): Signal<T> => new Signal(value);

/** Computed when read, and again only after what it read has changed. */
export const computed = <T>(compute: () => T): { readonly value: T; peek(): T } => new Computed(compute);

/** Runs at once and after every change of what it read; answers how to stop. */
export function effect(act: () => void): () => void {
  const runner = makeRunner(() => follow(runner, act));
  follow(runner, act);
  return () => forget(runner);
}

function makeRunner(run: () => void): Runner {
  const runner = { sources: new Map(), mark: () => void marked.add(runner), run };
  return runner;
}

function runMarked(): void {
  if (running) return;
  running = true;
  const faults: unknown[] = [];
  for (const runner of marked) {
    marked.delete(runner);
    try {
      if (changed(runner)) runner.run();
    } catch (fault) {
      faults.push(fault);
    }
  }
  running = false;
  if (faults.length) throw faults[0];
}

function changed({ sources }: Watcher): boolean {
  for (const [source, version] of sources) {
    source.refresh();
    if (source.version !== version) return true;
  }
  return false;
}

function follow<T>(watcher: Watcher, read: () => T): T {
  forget(watcher);
  return reading(watcher, read);
}

function reading<T>(by: Watcher | null, read: () => T): T {
  const before = reader;
  reader = by;
  try {
    return read();
  } finally {
    reader = before;
  }
}

function forget(watcher: Watcher): void {
  for (const source of watcher.sources.keys()) source.watchers.delete(watcher);
  watcher.sources.clear();
  marked.delete(watcher as Runner);
}

/** The short names are Preact's own for its hooks: before a diff, before a render, at an error. */
type Drawn = { __c?: (Component & { runner?: Runner }) | null };
type Hooks = Record<string, ((drawn: Drawn, ...rest: unknown[]) => void) | undefined>;

function before(hook: string, act: (drawn: Drawn) => void): void {
  const hooks = options as unknown as Hooks;
  const others = hooks[hook];
  hooks[hook] = (drawn, ...rest) => {
    act(drawn);
    others?.(drawn, ...rest);
  };
}

const nobodyReads = (): void => {
  reader = null;
};

before('__b', nobodyReads);
before('__r', ({ __c: component }) => {
  if (!component) return;
  component.runner ??= makeRunner(() => component.forceUpdate());
  forget(component.runner);
  reader = component.runner;
});
before('diffed', nobodyReads);
before('__e', nobodyReads);
before('unmount', ({ __c: component }) => {
  if (component?.runner) forget(component.runner);
});
