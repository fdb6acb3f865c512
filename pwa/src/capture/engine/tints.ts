/**
 * Where a stamp or a pen was: the page itself is drawn in three greys, and small squares of it are tinted
 * red or blue. Three greys take a quarter of a byte for each pixel, seven colours would take half of one. Pure.
 */
import type { Size } from './header';

const NONE = 0, RED = 1, BLUE = 2;
/** A square is 2^SQUARE pixels wide and high. */
export const SQUARE = 3;
/** Fewer coloured pixels of a square than this, with no tinted square beside it, are the fringes of black letters. */
const LEAST = 4;

export interface Tints extends Size {
  /** For each square, row by row: 0, or 1 where it is red, 2 where it is blue. */
  tints: Uint8Array;
}

/** Numbers of a picture's greys. */
export const PAPER = 0, GREY = 1, BLACK = 2;
/** Numbers of colours before `takeTints`: pale and dark red, then pale and dark blue. */
export const PALE_RED = 3, DARK_RED = 4, PALE_BLUE = 5, DARK_BLUE = 6;

/** The squares that are tinted, by what most of their strokes are; colours' numbers become those of greys. */
export function takeTints(numbers: Uint8Array, width: number): Tints {
  const wide = ((width - 1) >> SQUARE) + 1, high = ((numbers.length / width - 1) >> SQUARE) + 1;
  const reds = new Uint8Array(wide * high), blues = reds.slice(), blacks = reds.slice();
  const count = (row: Uint8Array, from: number): void => {
    for (let x = 0; x < width; x++) {
      const number = row[x]!;
      if (number < BLACK) continue;
      (number === BLACK ? blacks : number < PALE_BLUE ? reds : blues)[from + (x >> SQUARE)]!++;
      if (number > BLACK) row[x] = number === PALE_RED || number === PALE_BLUE ? GREY : BLACK;
    }
  };
  for (let y = 0, at = 0; at < numbers.length; y++) count(numbers.subarray(at, (at += width)), (y >> SQUARE) * wide);
  const coloured = (square: number): boolean => reds[square]! + blues[square]! > blacks[square]!;
  const sure = reds.map((red, square) => (!coloured(square) || red + blues[square]! < LEAST ? NONE : red < blues[square]! ? BLUE : RED));
  // Beside the last square of a row lies none; the next in the list begins the row below.
  const tints = sure.map((tint, square) =>
    tint || !coloured(square) ? tint
    : (square % wide && sure[square - 1]) || ((square + 1) % wide && sure[square + 1]) || sure[square - wide] || sure[square + wide] || NONE,
  );
  return { width: wide, height: high, tints };
}
