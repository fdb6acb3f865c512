import { describe, expect, test } from 'vitest';
import { type Quad, WHOLE } from '../../src/capture/protocol';
import { isPage, LEAP, moved, movedByKey, STEP, told } from '../../src/screens/capture/corners';

const PAGE: Quad = [
  { x: 0.1, y: 0.1 },
  { x: 0.9, y: 0.15 },
  { x: 0.85, y: 0.9 },
  { x: 0.15, y: 0.85 },
];

describe('a corner under a finger', () => {
  test('it goes where it is led, and the others stay', () => {
    const next = moved(PAGE, 1, { x: 0.8, y: 0.2 });
    expect(next[1]).toEqual({ x: 0.8, y: 0.2 });
    expect([next[0], next[2], next[3]]).toEqual([PAGE[0], PAGE[2], PAGE[3]]);
  });

  test('it does not leave the picture', () => {
    expect(moved(PAGE, 0, { x: -3, y: -0.2 })[0]).toEqual({ x: 0, y: 0 });
    expect(moved(PAGE, 2, { x: 1.4, y: 7 })[2]).toEqual({ x: 1, y: 1 });
  });

  /** Seen failing without `isPage` in `moved`: a crossed page cannot be straightened. */
  test('it does not cross the page, dent it, or fold it to nothing', () => {
    expect(moved(PAGE, 0, { x: 0.95, y: 0.95 })).toBe(PAGE);
    expect(moved(PAGE, 0, { x: 0.6, y: 0.6 })).toBe(PAGE);
    const small = PAGE.map(({ x, y }) => ({ x: x * 0.12, y: y * 0.12 })) as unknown as Quad;
    expect(isPage(small)).toBe(false);
  });

  test('the whole picture is a page, its mirror image is none', () => {
    expect(isPage(WHOLE)).toBe(true);
    expect(isPage([...WHOLE].reverse() as unknown as Quad)).toBe(false);
  });
});

describe('a corner by keyboard', () => {
  test('arrows move it a little, with Shift more', () => {
    expect(movedByKey(PAGE, 0, 'ArrowRight', false)?.[0].x).toBeCloseTo(0.1 + STEP);
    expect(movedByKey(PAGE, 0, 'ArrowDown', true)?.[0].y).toBeCloseTo(0.1 + LEAP);
    expect(movedByKey(PAGE, 2, 'ArrowUp', false)?.[2].y).toBeCloseTo(0.9 - STEP);
  });

  test('other keys keep their own meaning', () => {
    expect(movedByKey(PAGE, 0, 'Tab', false)).toBeNull();
    expect(movedByKey(PAGE, 0, 'Enter', false)).toBeNull();
  });

  test('what is told are hundredths of the picture', () => {
    expect(told({ x: 0.123, y: 0.876 })).toEqual({ x: 12, y: 88 });
  });
});
