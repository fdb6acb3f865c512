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

/** Near places by column and row, with WebP's codes for them; with more of them pages grew, and took longer. */
export const NEAR: readonly (readonly [code: number, x: number, y: number])[] = [
  [1, 0, 1], [2, 1, 0], [5, 0, 2], [13, 0, 3], [6, 2, 0],
];
const FAR = 120;
/** The longest distance that the format can name. */
const FARTHEST = (1 << 20) - FAR;
const LONGEST = 4096;
/** A copy this long is taken without looking for another. */
const LONG = 128;
/** Of one longer than this, only the whole length is tried. */
const WHOLE = 24;
/** Where a near copy is as long as this, a far one is hardly ever cheaper. */
const ENOUGH = 8;
/** Far copies begin with this many same symbols: shorter ones are hardly ever the cheapest. */
const LEAST_FAR = 7;
const HASH_BITS = 15;
/** Of places that seem to begin alike, so many are remembered. */
const REMEMBERED = 2;

/** `from`..`to` of the symbols; what lies before may be copied. */
export function cheapest(symbols: Uint8Array, width: number, prices: Prices, from: number, to: number): Steps {
  const many = to - from;
  const cost = new Float32Array(many + 1).fill(Infinity);
  const length = new Uint16Array(many + 1), code = new Uint32Array(many + 1);
  const lengthPrice = Float32Array.from({ length: LONGEST + 1 }, (_, n) => (n ? prices.length(n) : 0));
  const { distances, codes, near } = nearest(width, prices);
  const { literal } = prices;
  /** Up to where the symbols repeat those at each distance, as far as that was seen. */
  const ends = new Int32Array(distances.length);
  const places = new Places(symbols);
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
      if (best >= room || best > LONG) break;
      let long = ends[n]! - i;
      if (long <= 0) {
        const back = i - distances[n]!;
        if (back < 0 || symbols[i + best] !== symbols[back + best] || symbol !== symbols[back]) continue;
        long = alike(symbols, i, back, room);
        ends[n] = i + long;
      }
      if (long <= best) continue;
      reach(cost, length, code, lengthPrice, o, best, long, codes[n]!, so + near[n]!);
      best = long;
    }
    if (best < ENOUGH && best < room - LEAST_FAR) {
      const long = places.longest(i, best, room);
      if (long) {
        const name = places.distance + FAR;
        reach(cost, length, code, lengthPrice, o, best, long, name, so + prices.distance(name));
        best = long;
      }
    }
    // Inside a long copy nothing better begins.
    i += best > LONG ? best : 1;
  }
  return backwards(length, code);
}

/** How many symbols, at most `room`, are the same at two places that begin alike. */
function alike(symbols: Uint8Array, at: number, from: number, room: number): number {
  let long = 1;
  while (long < room && symbols[at + long] === symbols[from + long]) long++;
  return long;
}

/** A cheaper place reaches the shorter lengths already: each length is tried once. */
function reach(
  cost: Float32Array, length: Uint16Array, code: Uint32Array, lengthPrice: Float32Array,
  at: number, shorter: number, long: number, name: number, price: number,
): void {
  for (let n = long > WHOLE ? long : shorter + 1; n <= long; n++) {
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

/** Places that begin with the same symbols, the latest first. */
class Places {
  private readonly known = new Int32Array(REMEMBERED << HASH_BITS).fill(-1);
  /** Of the copy that was found last. */
  distance = 0;

  constructor(private readonly symbols: Uint8Array) {}

  /** Length of the longest copy that is longer than `least`, or 0; from now on `at` can be copied too. */
  longest(at: number, least: number, room: number): number {
    const { symbols, known } = this, first = symbols[at]!;
    const one = first | symbols[at + 1]! << 8 | symbols[at + 2]! << 16 | symbols[at + 3]! << 24;
    const two = symbols[at + 4]! | symbols[at + 5]! << 8 | symbols[at + 6]! << 16;
    const place = ((Math.imul(one, 0x9e3779b1) ^ Math.imul(two, 0x85ebca6b)) >>> (32 - HASH_BITS)) * REMEMBERED;
    let far = Math.max(least, LEAST_FAR - 1), distance = 0;
    for (let k = place; k < place + REMEMBERED; k++) {
      const from = known[k]!;
      if (from < 0 || at - from > FARTHEST || far >= room) break;
      if (symbols[from + far] !== symbols[at + far] || first !== symbols[from]) continue;
      const long = alike(symbols, at, from, room);
      if (long <= far) continue;
      far = long;
      distance = at - from;
    }
    known[place + 1] = known[place]!;
    known[place] = at;
    this.distance = distance;
    return distance && far;
  }
}
