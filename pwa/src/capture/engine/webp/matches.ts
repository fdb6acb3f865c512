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

/** Near places by column and row, with WebP's codes for them; its others are hardly ever the best. */
export const NEAR: readonly (readonly [code: number, x: number, y: number])[] = [
  [1, 0, 1], [2, 1, 0], [5, 0, 2], [13, 0, 3], [6, 2, 0], [4, -1, 1], [3, 1, 1], [8, -1, 2], [14, 3, 0], [16, -1, 3], [10, -2, 1], [15, 1, 3],
];
const FAR = 120;
/** The longest distance that the format can name. */
const FARTHEST = (1 << 20) - FAR;
const LONGEST = 4096;
/** A copy this long is taken without looking for another. */
const LONG = 128;
const PROBES = 16;
const HASH_BITS = 15;
const LEAST_FAR = 4;

/** `from`..`to` of the symbols; what lies before may be copied. */
export function cheapest(symbols: Uint8Array, width: number, prices: Prices, from: number, to: number): Steps {
  const many = to - from;
  const cost = new Float32Array(many + 1).fill(Infinity);
  const length = new Uint16Array(many + 1), code = new Uint32Array(many + 1);
  const lengthPrice = Float32Array.from({ length: LONGEST + 1 }, (_, n) => (n ? prices.length(n) : 0));
  const { distances, codes, near } = nearest(width, prices);
  const { literal } = prices;
  const chains = new Chains(symbols, to);
  cost[0] = 0;
  for (let i = from; i < to; ) {
    const o = i - from, so = cost[o]!, symbol = symbols[i]!, room = Math.min(LONGEST, to - i);
    const plain = so + literal[symbol]!;
    if (plain < cost[o + 1]!) {
      cost[o + 1] = plain;
      length[o + 1] = 0;
      code[o + 1] = symbol;
    }
    let best = 1;
    for (let n = 0; n < distances.length; n++) {
      const back = i - distances[n]!;
      if (best >= room || best > LONG) break;
      if (back < 0 || symbols[i + best] !== symbols[back + best] || symbol !== symbols[back]) continue;
      let long = 1;
      while (long < room && symbols[i + long] === symbols[back + long]) long++;
      if (long <= best) continue;
      reach(cost, length, code, lengthPrice, o, best, long, codes[n]!, so + near[n]!);
      best = long;
    }
    if (best <= LONG && best < room - LEAST_FAR) {
      const long = chains.longest(i, best, room);
      if (long) {
        const name = chains.distance + FAR;
        reach(cost, length, code, lengthPrice, o, best, long, name, so + prices.distance(name));
        best = long;
      }
    }
    // Inside a long copy nothing better begins.
    i += best > LONG ? best : 1;
  }
  return backwards(length, code);
}

/** A cheaper place reaches the shorter lengths already: each length is tried once. */
function reach(
  cost: Float32Array, length: Uint16Array, code: Uint32Array, lengthPrice: Float32Array,
  at: number, shorter: number, long: number, name: number, price: number,
): void {
  for (let n = long > LONG ? long : shorter + 1; n <= long; n++) {
    const whole = price + lengthPrice[n]!;
    if (whole >= cost[at + n]!) continue;
    cost[at + n] = whole;
    length[at + n] = n;
    code[at + n] = name;
  }
}

/** Places in this picture, the cheapest first. */
function nearest(width: number, prices: Prices): { distances: Int32Array; codes: Uint32Array; near: Float32Array } {
  const places = NEAR.map(([code, x, y]) => ({ distance: Math.max(1, x + y * width), code, price: prices.distance(code) }));
  places.sort((a, b) => a.price - b.price || a.code - b.code);
  return {
    distances: Int32Array.from(places, ({ distance }) => distance),
    codes: Uint32Array.from(places, ({ code }) => code),
    near: Float32Array.from(places, ({ price }) => price),
  };
}

function backwards(length: Uint16Array, code: Uint32Array): Steps {
  let count = 0;
  for (let at = length.length - 1; at > 0; at -= length[at] || 1) count++;
  const steps: Steps = { count, length: new Uint16Array(count), distance: new Uint32Array(count) };
  for (let at = length.length - 1, k = count; at > 0; at -= length[at] || 1) {
    steps.length[--k] = length[at]!;
    steps.distance[k] = code[at]!;
  }
  return steps;
}

/** Places that begin with the same four symbols, the latest first. */
class Chains {
  private readonly heads = new Int32Array(1 << HASH_BITS).fill(-1);
  private readonly before: Int32Array;
  /** Of the copy that was found last. */
  distance = 0;

  constructor(private readonly symbols: Uint8Array, to: number) {
    this.before = new Int32Array(to);
  }

  /** Length of the longest copy that is longer than `least`, or 0; from now on `at` can be copied too. */
  longest(at: number, least: number, room: number): number {
    const { symbols, heads, before } = this, first = symbols[at]!;
    const hash = Math.imul(first | (symbols[at + 1]! << 8) | (symbols[at + 2]! << 16) | (symbols[at + 3]! << 24), 0x9e3779b1) >>> (32 - HASH_BITS);
    let far = Math.max(least, LEAST_FAR - 1), distance = 0;
    for (let from = heads[hash]!, probes = PROBES; from >= 0 && probes > 0 && at - from <= FARTHEST && far < room; from = before[from]!, probes--) {
      if (symbols[from + far] !== symbols[at + far] || first !== symbols[from]) continue;
      let long = 1;
      while (long < room && symbols[at + long] === symbols[from + long]) long++;
      if (long <= far) continue;
      far = long;
      distance = at - from;
    }
    before[at] = heads[hash]!;
    heads[hash] = at;
    this.distance = distance;
    return distance && far;
  }
}
