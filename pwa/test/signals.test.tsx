import * as library from '@preact/signals-core';
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as ours from '../src/signals';

/** What both have: the tests speak to either through it. */
interface Kind {
  signal: <T>(value: T) => { value: T; peek(): T; subscribe(hear: (value: T) => void): () => void };
  computed: <T>(compute: () => T) => { readonly value: T; peek(): T };
  effect: (act: () => void) => () => void;
}

/** The same pseudo-random numbers for the same seed (mulberry32). */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

/** Builds a random net of signals, computed values and effects, changes it, and tells what was seen. */
function story(kind: Kind, seed: number): string[] {
  const roll = dice(seed);
  const seen: string[] = [];
  const roots = Array.from({ length: 3 }, (_, n) => kind.signal(n));
  const all: { readonly value: number; peek(): number }[] = [...roots];
  const oneOf = <T,>(list: T[]): T => list[roll(list.length)]!;
  const pick = () => oneOf(all);
  for (let made = 0; made < 5; made += 1) {
    const [one, other, third, rest] = [pick(), pick(), pick(), 2 + roll(3)];
    all.push(kind.computed(() => (one.value % 2 ? other.value + 1 : third.value) % rest));
  }
  const stops = Array.from({ length: 4 }, (_, name) => {
    const [one, other] = [pick(), pick()];
    return kind.effect(() => void seen.push(`${name}:${one.value},${one.value > 1 ? other.value : '-'}`));
  });
  for (let turn = 0; turn < 20; turn += 1) {
    const before = seen.length;
    if (roll(9) === 0) oneOf(stops)();
    oneOf(roots).value = roll(4);
    const heard = seen.splice(before).sort();
    seen.push(...heard, `values ${all.map((each) => each.peek()).join()}`);
  }
  return seen;
}

it('tells the same as the library, over 500 random nets', () => {
  for (let seed = 1; seed <= 500; seed += 1) expect(story(ours, seed)).toEqual(story(library, seed));
});

describe.each([['ours', ours], ['the library', library]] as [string, Kind][])('%s', (_name, { signal, computed, effect }) => {
  it('computes only when read, and once', () => {
    let times = 0;
    const base = signal(1);
    const double = computed(() => ((times += 1), base.value * 2));
    expect(times).toBe(0);
    expect([double.value, double.value, times]).toEqual([2, 2, 1]);
    base.value = 2;
    expect(times).toBe(1);
    expect([double.peek(), times]).toEqual([4, 2]);
  });

  it('lets an effect change another signal', () => {
    const [one, other] = [signal(1), signal(0)];
    const seen: number[] = [];
    effect(() => void (other.value = one.value * 10));
    effect(() => void seen.push(other.value));
    one.value = 2;
    expect(seen).toEqual([10, 20]);
  });

  it('does not follow what a listener or a peek reads', () => {
    const [one, other] = [signal(1), signal(1)];
    const seen: number[] = [];
    const stop = one.subscribe((value) => seen.push(value + other.value));
    effect(() => void seen.push(other.peek()));
    other.value = 5;
    one.value = 2;
    stop();
    one.value = 3;
    expect(seen).toEqual([2, 1, 7]);
  });

  it('goes on after an effect has failed', () => {
    const base = signal(0);
    const seen: number[] = [];
    effect(() => {
      if (base.value === 1) throw new Error('once');
    });
    effect(() => void seen.push(base.value));
    expect(() => (base.value = 1)).toThrow('once');
    expect(seen).toEqual([0, 1]);
  });
});

describe('a component', () => {
  let root: HTMLElement;
  const drawn = () => new Promise((done) => setTimeout(done, 0));

  beforeEach(() => {
    root = document.body.appendChild(document.createElement('div'));
  });

  afterEach(() => {
    render(null, root);
    root.remove();
  });

  it('is drawn again by what it read, and not by what its child read', async () => {
    const [outer, inner] = [ours.signal('a'), ours.signal('x')];
    const draws: string[] = [];
    const Child = () => (draws.push('child'), <i>{inner.value}</i>);
    const Parent = () => (draws.push('parent'), <p>{outer.value}<Child /></p>);
    render(<Parent />, root);
    draws.length = 0;
    inner.value = 'y';
    await drawn();
    expect([root.textContent, draws]).toEqual(['ay', ['child']]);
    outer.value = 'b';
    await drawn();
    expect(root.textContent).toBe('by');
  });

  it('follows what it reads now, and nothing after it has gone', async () => {
    const [which, one, other] = [ours.signal(true), ours.signal(1), ours.signal(1)];
    let draws = 0;
    const Either = () => ((draws += 1), <>{which.value ? one.value : other.value}</>);
    render(<Either />, root);
    which.value = false;
    await drawn();
    draws = 0;
    one.value = 2;
    await drawn();
    expect(draws).toBe(0);
    render(null, root);
    other.value = 2;
    await drawn();
    expect([draws, one.watchers.size + other.watchers.size + which.watchers.size]).toEqual([0, 0]);
  });

  it('hears a change even where its own state is set to what it was', async () => {
    const base = ours.signal(1);
    let set: (value: number) => void = () => undefined;
    const Both = () => {
      const [state, setState] = useState(0);
      set = setState;
      return <>{base.value + state}</>;
    };
    render(<Both />, root);
    set(1);
    set(0);
    base.value = 5;
    await drawn();
    expect(root.textContent).toBe('5');
  });

  it('does not follow what its effect reads, nor lose a change made in it', async () => {
    const [shown, aside] = [ours.signal(1), ours.signal(1)];
    let draws = 0;
    const Working = () => {
      draws += 1;
      useEffect(() => {
        shown.value = aside.value + 1;
      }, []);
      return <>{shown.value}</>;
    };
    render(<Working />, root);
    await new Promise((done) => setTimeout(done, 80));
    expect(root.textContent).toBe('2');
    draws = 0;
    aside.value = 9;
    await drawn();
    expect(draws).toBe(0);
  });

  it('stops reading when it fails', () => {
    const Failing = () => {
      throw new Error('drawn badly');
    };
    expect(() => render(<Failing />, root)).toThrow('drawn badly');
    const later = ours.signal(1);
    expect([later.value, later.watchers.size]).toEqual([1, 0]);
  });
});
