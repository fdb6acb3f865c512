import { describe, expect, it } from 'vitest';
import { decider } from '../../src/capture/engine/doubts';
import { webpOf } from '../../src/capture/engine/webp';
import { chance } from './printed';

const PAPER = 0, GREY = 1, BLACK = 2, RED = 4;
const row = (...numbers: number[]) => Uint8Array.from(numbers);
/** Above the first row. */
const NONE = row();

/** Pixels that may be one grey or the next (decision 0132). */
describe('pixels in doubt', () => {
  /** A row is decided after twenty others, none of which repeats the one above. */
  function decided(usual: Uint8Array, last: Uint8Array, notes: readonly [x: number, other: number, apart: number][]): number[] {
    const doubts = new Float32Array(last.length), decide = decider(doubts);
    for (let n = 0; n < 20; n++) decide(usual.slice(), NONE);
    for (const [x, other, apart] of notes) doubts[x] = apart * (other - last[x]!);
    decide(last, NONE);
    return [...last];
  }

  // Seen failing without counting, and with the dearest taken.
  it('become what the page has most of', () => {
    expect(decided(row(PAPER, GREY, BLACK, GREY), row(PAPER, GREY, GREY, GREY), [[2, BLACK, 2]])).toEqual([PAPER, GREY, BLACK, GREY]);
    expect(decided(row(PAPER, GREY, GREY, GREY), row(PAPER, GREY, GREY, GREY), [[2, BLACK, 2]])).toEqual([PAPER, GREY, GREY, GREY]);
  });

  // Seen failing with only the first three looked at.
  it.each([0, 1, 2, 3])('are found wherever they stand among the four: %i', (at) => {
    const usual = row(GREY, GREY, GREY, GREY), last = usual.slice();
    last[at] = BLACK;
    expect(decided(usual, last, [[at, GREY, 2]])).toEqual([...usual]);
  });

  // Seen failing with one pixel of the four decided at a time: either alone is no cheaper.
  it('are decided four at a time', () => {
    expect(decided(row(BLACK, GREY, GREY, BLACK), row(GREY, GREY, GREY, GREY), [[0, BLACK, 2], [3, BLACK, 2], [1, BLACK, 2]])).toEqual([BLACK, GREY, GREY, BLACK]);
    // Seen failing where errors do not add up.
    expect(decided(row(BLACK, GREY, GREY, BLACK), row(GREY, GREY, GREY, GREY), [[0, BLACK, 20], [3, BLACK, 20]])).toEqual([GREY, GREY, GREY, GREY]);
  });

  // Seen failing with repetitions counted: their symbols are not written.
  it('do not become what was repeated only', () => {
    const doubts = new Float32Array(4), decide = decider(doubts), usual = row(PAPER, GREY, BLACK, GREY), last = row(PAPER, GREY, GREY, GREY);
    for (let n = 0; n < 40; n++) decide(usual.slice(), usual);
    doubts[2] = 2;
    decide(last, NONE);
    expect(last).toEqual(row(PAPER, GREY, GREY, GREY));
  });

  // Seen failing without the price of an error.
  it('stay what they are where little is saved by a large error', () => {
    expect(decided(row(PAPER, GREY, BLACK, GREY), row(PAPER, GREY, GREY, GREY), [[2, BLACK, 60]])).toEqual([PAPER, GREY, GREY, GREY]);
  });

  // Seen failing with prices alone.
  it('repeat the row above, where few bits are wanted for it', () => {
    const doubts = new Float32Array(4), decide = decider(doubts), above = row(GREY, BLACK, GREY, PAPER);
    const second = (apart: number) => {
      const each = row(GREY, BLACK, BLACK, PAPER);
      doubts[2] = -apart;
      decide(each, above);
      return each[2];
    };
    // Eight bits for a symbol that was never written, two for repeating one.
    expect([second(38), second(42)]).toEqual([GREY, BLACK]);
  });

  // Seen failing without the end of a row, with notes that are kept, and with colours taken for greys.
  it('are only those that were noted, on rows of any length, and no colours', () => {
    expect(decided(row(GREY, BLACK, BLACK, GREY, BLACK), row(GREY, BLACK, BLACK, GREY, GREY), [[4, BLACK, 1]])).toEqual([GREY, BLACK, BLACK, GREY, BLACK]);
    const doubts = new Float32Array(4), decide = decider(doubts);
    for (let n = 0; n < 20; n++) decide(row(GREY, BLACK, BLACK, GREY), NONE);
    doubts[1] = 1;
    decide(row(GREY, GREY, BLACK, GREY), NONE);
    const later = row(GREY, GREY, BLACK, GREY), stamped = row(RED, GREY, BLACK, GREY);
    decide(later, NONE);
    doubts[1] = 1;
    decide(stamped, NONE);
    expect([later, stamped]).toEqual([row(GREY, GREY, BLACK, GREY), row(RED, GREY, BLACK, GREY)]);
  });

  // Seen failing without doubts: the same bytes.
  it('make a page smaller', () => {
    const random = chance(5), width = 200, height = 200, numbers = new Uint8Array(width * height), doubts = new Float32Array(width), decide = decider(doubts);
    const lights = Float64Array.from(numbers, (_, i) => (i % width % 10 < 4 ? 110 + 40 * (random() - 0.5) : 250));
    lights.forEach((light, i) => (numbers[i] = light < 110 ? BLACK : light < 195 ? GREY : PAPER));
    const plain = numbers.slice();
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const lighter = lights[y * width + x]! - 110;
        if (Math.abs(lighter) < 10) doubts[x] = lighter;
      }
      decide(numbers.subarray(y * width, (y + 1) * width), numbers.subarray((y - 1) * width, y * width));
    }
    const bytes = (each: Uint8Array) => webpOf({ width, height, palette: [0xffffffff, 0xff969696, 0xff232323], numbers: each, tints: null }).length;
    expect(bytes(numbers)).toBeLessThan(0.8 * bytes(plain));
    expect([...numbers].every((number, i) => number === plain[i] || Math.abs(lights[i]! - 110) < 10)).toBe(true);
  });
});
