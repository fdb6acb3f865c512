import { describe, expect, it } from 'vitest';
import { takeTints } from '../../src/capture/engine/tints';

const GREY = 1, BLACK = 2, PALE_RED = 3, RED = 4, PALE_BLUE = 5, BLUE = 6;
type Spot = readonly [x: number, y: number, width: number, height: number, number: number];

/** A page of four by three squares, the last ones cut, with rectangles of a number on it. */
function page(...spots: readonly Spot[]) {
  const width = 30, numbers = new Uint8Array(width * 21);
  for (const [x, y, w, h, number] of spots) for (let row = y; row < y + h; row++) numbers.fill(number, row * width + x, row * width + x + w);
  const { tints, ...size } = takeTints(numbers, width);
  return { size, tints: [...tints].join('').match(/.{4}/g), at: (x: number, y: number) => numbers[y * width + x] };
}

/** Stamps and pens of a page that is drawn in greys (decision 0130). */
describe('tints', () => {
  it('tints the squares that a stamp and a pen are in, and leaves them only greys', () => {
    const { size, tints, at } = page([2, 2, 3, 3, RED], [5, 2, 1, 3, PALE_RED], [26, 17, 4, 2, BLUE], [26, 19, 4, 1, PALE_BLUE]);
    expect(size).toEqual({ width: 4, height: 3 });
    expect(tints).toEqual(['1000', '0000', '0002']);
    expect([at(2, 2), at(5, 2), at(26, 17), at(26, 19)]).toEqual([BLACK, GREY, BLACK, GREY]);
  });

  // Seen failing with every coloured pixel tinting its square: letters on yellowed paper came out in patches.
  it('takes the fringes of black letters for no colour', () => {
    const { tints, at } = page([9, 9, 5, 5, BLACK], [14, 9, 1, 5, RED], [20, 3, 3, 1, PALE_BLUE]);
    expect(tints).toEqual(['0000', '0000', '0000']);
    expect([at(14, 9), at(20, 3)]).toEqual([BLACK, GREY]);
  });

  // Seen failing without the squares beside: black dots on the rim of every stamp.
  it('tints the last pixels of a stroke that ends just over the border of a square', () => {
    const { tints } = page([2, 4, 8, 1, RED], [21, 6, 2, 4, BLUE]);
    expect(tints).toEqual(['1120', '0020', '0000']);
  });

  // Seen failing with each row counted one row lower.
  it('counts a row with the square that it lies in', () => {
    expect(page([2, 7, 4, 1, RED], [10, 8, 4, 1, BLUE]).tints).toEqual(['1000', '0200', '0000']);
  });

  // Seen failing with the list's next square taken for a neighbour: it begins the row below.
  it('takes no square of the other rim for one beside', () => {
    expect(page([26, 2, 3, 3, RED], [1, 9, 2, 1, RED]).tints).toEqual(['0001', '0000', '0000']);
    expect(page([1, 10, 3, 3, BLUE], [26, 4, 2, 1, BLUE]).tints).toEqual(['0000', '2000', '0000']);
  });

  it('gives a square in which both meet to the one that has more of it', () => {
    expect(page([8, 8, 8, 2, RED], [8, 10, 8, 1, BLUE]).tints![1]).toBe('0100');
    expect(page([8, 8, 8, 2, RED], [8, 10, 8, 3, BLUE]).tints![1]).toBe('0200');
  });
});
