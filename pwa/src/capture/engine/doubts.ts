/**
 * A pixel that is nearly as much one grey as the next is in doubt. Lossless WebP writes four of them in a
 * symbol; of the symbols that they may be, the cheapest is taken, as this page has been written so far. Pure.
 */
import { BLACK } from './tints';

/** Pixels in a symbol, and bits of each. */
const EACH = 4, BITS = 2;
/** Bits that must be saved for light (0..255) that a pixel is drawn wrong by. */
const DEAR = 0.15;
/** Bits of a symbol that repeats the row above: about four where that begins, none where it goes on. */
const REPEATING = 2;
/** Coloured pixels are no greys yet. */
const COLOURED = -1;

/** Decides what is in doubt in a row, whose numbers are the nearer ones; `above` was decided before, and is empty above the first. */
export type Decide = (row: Uint8Array, above: Uint8Array) => void;

/**
 * `doubts`: how much lighter (0..255) each pixel of a row is than where the next darker number begins, less
 * than 0 where it is that number and may as well be the lighter one, 0 where it is not in doubt. Forgotten once decided.
 */
export function decider(doubts: Float32Array): Decide {
  // How often each symbol was written; each counts once more, so that none is impossible.
  const counts = new Uint32Array(1 << (EACH * BITS)).fill(1);
  let total = counts.length;
  /** Of all symbols that the pixels from `x` on may be. */
  const cheapest = (row: Uint8Array, x: number, over: number): number => {
    let least = Infinity, best = 0;
    const attempt = (n: number, symbol: number, errors: number): void => {
      if (n < EACH) {
        const number = row[x + n]!, doubt = doubts[x + n]!, shift = BITS * n;
        attempt(n + 1, symbol | (number << shift), errors);
        if (doubt) attempt(n + 1, symbol | ((number + Math.sign(doubt)) << shift), errors + DEAR * Math.abs(doubt));
        return;
      }
      const cost = errors + (symbol === over ? REPEATING : Math.log2(total / counts[symbol]!));
      if (cost >= least) return;
      least = cost;
      best = symbol;
    };
    attempt(0, 0, 0);
    return best;
  };
  return (row, above) => {
    for (let x = 0; x < row.length; x += EACH) {
      const over = symbolAt(above, x);
      let symbol = symbolAt(row, x);
      if (symbol !== COLOURED && (doubts[x] || doubts[x + 1] || doubts[x + 2] || doubts[x + 3])) {
        symbol = cheapest(row, x, over);
        for (let n = 0; n < EACH; n++) row[x + n] = (symbol >> (BITS * n)) & (2 ** BITS - 1);
      }
      if (symbol === over || symbol === COLOURED) continue;
      counts[symbol]!++;
      total++;
    }
    doubts.fill(0);
  };
}

/** Beyond a row's end, and above the first, there is nothing, which counts as paper, 0. */
function symbolAt(numbers: Uint8Array, x: number): number {
  let symbol = 0;
  for (let n = EACH; n--; symbol = (symbol << BITS) | numbers[x + n]!) if (numbers[x + n]! > BLACK) return COLOURED;
  return symbol;
}
