/**
 * What of a picture is a repetition of what came before (LZ77): the cheapest way to write it, where the
 * prices are those of a first, hasty way.
 */

/** A literal (`length` 0) or a copy; `distance` is WebP's code for it. */
export interface Steps {
  count: number;
  length: Uint16Array;
  /** Of a literal: the symbol itself. */
  distance: Uint32Array;
}

/** Bits that each symbol costs. */
export interface Prices {
  literal: Float32Array;
  length: (length: number) => number;
  distance: (code: number) => number;
}

/** Near places by column and row, in the order of their codes 1, 2, 3 … (WebP's table begins so). */
const NEAR: readonly (readonly [number, number])[] = [
  [0, 1], [1, 0], [1, 1], [-1, 1], [0, 2], [2, 0], [1, 2], [-1, 2], [2, 1], [-2, 1], [2, 2], [-2, 2],
  [0, 3], [3, 0], [1, 3], [-1, 3], [3, 1], [-3, 1], [2, 3], [-2, 3], [3, 2], [-3, 2],
];
const FAR = 120;
const LONGEST = 4096;
/** A copy this long is taken without looking for another. */
const LONG = 96;
const PROBES = 24;
const HASH_BITS = 15;
const LEAST_FAR = 4;

export function cheapest(symbols: Uint8Array, width: number, prices: Prices): Steps {
  const count = symbols.length;
  const cost = new Float32Array(count + 1).fill(Infinity);
  const length = new Uint16Array(count + 1), code = new Uint32Array(count + 1);
  const lengthPrice = Float32Array.from({ length: LONGEST + 1 }, (_, n) => (n ? prices.length(n) : 0));
  const { distances, codes, near } = nearest(width, prices);
  const chains = new Chains(symbols);
  cost[0] = 0;
  // A cheaper place reaches the shorter lengths already: each length is tried once.
  const reach = (from: number, shorter: number, long: number, name: number, price: number) => {
    for (let n = long > LONG ? long : Math.max(2, shorter + 1); n <= long; n++) {
      const whole = price + lengthPrice[n]!;
      if (whole >= cost[from + n]!) continue;
      cost[from + n] = whole;
      length[from + n] = n;
      code[from + n] = name;
    }
  };
  for (let i = 0; i < count; ) {
    const so = cost[i]!, symbol = symbols[i]!;
    if (so + prices.literal[symbol]! < cost[i + 1]!) {
      cost[i + 1] = so + prices.literal[symbol]!;
      length[i + 1] = 0;
      code[i + 1] = symbol;
    }
    let best = 1;
    for (let n = 0; n < distances.length && best <= LONG; n++) {
      const distance = distances[n]!;
      if (distance > i || symbols[i + best] !== symbols[i + best - distance]) continue;
      const long = common(symbols, i, distance);
      if (long <= best) continue;
      reach(i, best, long, codes[n]!, so + near[n]!);
      best = long;
    }
    if (best <= LONG) {
      const [long, distance] = chains.best(i, best);
      if (distance) reach(i, best, long, distance + FAR, so + prices.distance(distance + FAR));
      best = Math.max(best, long);
      chains.add(i);
    }
    // Inside a long copy nothing better begins.
    i += best > LONG ? best : 1;
  }
  return backwards(symbols, length, code);
}

/** Places in this picture, the cheapest first. */
function nearest(width: number, prices: Prices): { distances: Int32Array; codes: Uint32Array; near: Float32Array } {
  const places = NEAR.map(([x, y], i) => ({ distance: Math.max(1, x + y * width), code: i + 1, price: prices.distance(i + 1) }));
  places.sort((a, b) => a.price - b.price || a.code - b.code);
  return {
    distances: Int32Array.from(places, ({ distance }) => distance),
    codes: Uint32Array.from(places, ({ code }) => code),
    near: Float32Array.from(places, ({ price }) => price),
  };
}

/** Symbols from `at` on that are the same as `distance` before. */
function common(symbols: Uint8Array, at: number, distance: number): number {
  if (distance > at) return 0;
  const end = Math.min(symbols.length, at + LONGEST);
  let i = at;
  while (i < end && symbols[i] === symbols[i - distance]) i++;
  return i - at;
}

function backwards(symbols: Uint8Array, length: Uint16Array, code: Uint32Array): Steps {
  let count = 0;
  for (let at = symbols.length; at > 0; at -= length[at] || 1) count++;
  const steps: Steps = { count, length: new Uint16Array(count), distance: new Uint32Array(count) };
  for (let at = symbols.length, k = count; at > 0; at -= length[at] || 1) {
    steps.length[--k] = length[at]!;
    steps.distance[k] = code[at]!;
  }
  return steps;
}

/** Places that begin with the same four symbols, the latest first. */
class Chains {
  private readonly heads = new Int32Array(1 << HASH_BITS).fill(-1);
  private readonly before: Int32Array;

  constructor(private readonly symbols: Uint8Array) {
    this.before = new Int32Array(symbols.length);
  }

  add(at: number): void {
    const hash = this.hash(at);
    this.before[at] = this.heads[hash]!;
    this.heads[hash] = at;
  }

  /** Length and distance of the longest copy that is longer than `least`; 0 and 0 when none is. */
  best(at: number, least: number): [number, number] {
    let best = Math.max(least, LEAST_FAR - 1), distance = 0;
    for (let from = this.heads[this.hash(at)]!, probes = PROBES; from >= 0 && probes > 0; from = this.before[from]!, probes--) {
      if (this.symbols[from + best] !== this.symbols[at + best]) continue;
      const long = common(this.symbols, at, at - from);
      if (long > best) [best, distance] = [long, at - from];
    }
    return distance ? [best, distance] : [0, 0];
  }

  private hash(at: number): number {
    const { symbols } = this;
    const four = symbols[at]! | (symbols[at + 1]! << 8) | (symbols[at + 2]! << 16) | (symbols[at + 3]! << 24);
    return Math.imul(four, 0x9e3779b1) >>> (32 - HASH_BITS);
  }
}
