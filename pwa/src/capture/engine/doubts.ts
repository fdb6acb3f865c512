/**
 * A pixel that is nearly as much one grey as the next is in doubt. Lossless WebP writes four of them in a
 * symbol; of the symbols that they may be, the cheapest is taken, as this page has been written so far. Pure.
 */
import { BLACK } from './tints';

/** Pixels in a symbol, and bits of each. */
const EACH = 4, BITS = 2;
const SYMBOLS = 1 << (EACH * BITS);
/** Bits that must be saved for light (0..255) that a pixel is drawn wrong by. */
const DEAR = 0.15;
/** Bits of a symbol that goes on repeating the row above, and at most of one that begins to. */
const GOING_ON = 0, BEGINNING = 4;
/** Coloured pixels are no greys yet. */
const COLOURED = -1;

export class Doubts {
  /** For each pixel of a row one more than the other number that it may be; 0 where it is not in doubt. */
  private readonly others: Uint8Array;
  /** How far (light, 0..255) it lies from where the other one begins. */
  private readonly apart: Float32Array;
  /** How often each symbol was written, and all of them; each counts once more, so that none is impossible. */
  private readonly counts = new Uint32Array(SYMBOLS).fill(1);
  private total = SYMBOLS;
  /** Symbols that the four pixels may be, and the bits that each one's errors must save. */
  private readonly symbols = new Uint8Array(1 << EACH);
  private readonly costs = new Float64Array(1 << EACH);

  constructor(width: number) {
    this.others = new Uint8Array(width);
    this.apart = new Float32Array(width);
  }

  /** The pixel at `x` of the row may as well be `other`: it lies so far (light, 0..255) from where that begins. */
  note(x: number, other: number, apart: number): void {
    this.others[x] = other + 1;
    this.apart[x] = apart;
  }

  /** Decides what was noted of `row`, whose numbers are the nearer ones, and forgets it; `above` was decided before. */
  decide(row: Uint8Array, above: Uint8Array | null): void {
    let repeats = false;
    for (let x = 0; x < row.length; x += EACH) {
      let symbol = symbolAt(row, x);
      const over = above ? symbolAt(above, x) : COLOURED;
      if (symbol !== COLOURED && this.hasAny(x)) {
        symbol = this.cheapest(row, x, over, repeats ? GOING_ON : BEGINNING);
        for (let n = 0; n < EACH && x + n < row.length; n++) row[x + n] = (symbol >> (BITS * n)) & (2 ** BITS - 1);
      }
      repeats = symbol === over && symbol !== COLOURED;
      if (repeats || symbol === COLOURED) continue;
      this.counts[symbol]!++;
      this.total++;
    }
    this.others.fill(0);
  }

  private hasAny(x: number): boolean {
    const { others } = this;
    return (others[x]! | others[x + 1]! | others[x + 2]! | others[x + 3]!) > 0;
  }

  /** Of all symbols that the pixels from `x` on may be. */
  private cheapest(row: Uint8Array, x: number, over: number, repeating: number): number {
    const { symbols, costs, others, apart } = this;
    let many = 1, best = 0;
    symbols[0] = costs[0] = 0;
    for (let n = 0; n < EACH && x + n < row.length; n++) {
      const number = row[x + n]! << (BITS * n), other = others[x + n]!, before = many;
      if (other)
        for (let k = 0; k < before; k++, many++) {
          symbols[many] = symbols[k]! | (other - 1) << (BITS * n);
          costs[many] = costs[k]! + DEAR * apart[x + n]!;
        }
      for (let k = 0; k < before; k++) symbols[k]! |= number;
    }
    for (let k = 0; k < many; k++) {
      const literal = Math.log2(this.total / this.counts[symbols[k]!]!);
      costs[k]! += symbols[k] === over ? Math.min(literal, repeating) : literal;
      if (costs[k]! < costs[best]!) best = k;
    }
    return symbols[best]!;
  }
}

/** Beyond the row's end there is nothing, which counts as paper, 0. */
function symbolAt(numbers: Uint8Array, x: number): number {
  const one = numbers[x]!, two = numbers[x + 1]!, three = numbers[x + 2]!, four = numbers[x + 3]!;
  if (one > BLACK || two > BLACK || three > BLACK || four > BLACK) return COLOURED;
  return one | (two << BITS) | (three << (2 * BITS)) | (four << (3 * BITS));
}
