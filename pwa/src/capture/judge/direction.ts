/**
 * Which way is up. Letters stand beside each other in lines; and Vietnamese carries its marks over its
 * letters (dots, hats, tones) and few under them, so the side with the small blots is the top.
 */
import type { Turn } from '../protocol';
import { type Blots, tall, wide } from './blots';

export interface Signs {
  /** Letters with a neighbour close beside them, and close over or under them. */
  beside: number;
  stacked: number;
  /** Marks that stand over letters, right of them, under them, left of them. */
  marks: [over: number, right: number, under: number, left: number];
}

/** Letters and marks lie no further apart than this share of a letter's height. */
const CLOSE = 0.45;
/** One row of cells; no page is that many letters wide. */
const ROW = 4096;

export function signsOf(blots: Blots, height: number): Signs {
  const cell = Math.max(8, 2 * height);
  const cells = new Map<number, number[]>();
  const small: number[] = [];
  const signs: Signs = { beside: 0, stacked: 0, marks: [0, 0, 0, 0] };
  const middleX = (i: number) => (blots.left[i]! + blots.right[i]!) / 2;
  const middleY = (i: number) => (blots.top[i]! + blots.bottom[i]!) / 2;
  const cellOf = (x: number, y: number) => Math.floor(y / cell) * ROW + Math.floor(x / cell);
  for (let i = 0; i < blots.count; i++) {
    const long = Math.max(wide(blots, i), tall(blots, i));
    const thin = Math.min(wide(blots, i), tall(blots, i));
    if (long <= 0.62 * height && long >= 0.16 * height && thin >= 2) small.push(i);
    else if (long >= 0.7 * height && long < 2.2 * height && thin > 0.12 * height) {
      const at = cellOf(middleX(i), middleY(i));
      const there = cells.get(at);
      if (there) there.push(i);
      else cells.set(at, [i]);
    }
  }
  for (const letters of cells.values()) for (const letter of letters) countNeighbours(letter);
  for (const mark of small) {
    const side = sideOf(mark);
    if (side >= 0) signs.marks[side]!++;
  }
  return signs;

  function* near(i: number): Generator<number> {
    const home = cellOf(middleX(i), middleY(i));
    for (const step of [-ROW - 1, -ROW, 1 - ROW, -1, 0, 1, ROW - 1, ROW, ROW + 1])
      for (const other of cells.get(home + step) ?? []) if (other !== i) yield other;
  }
  /** Free pixels between two blots, across and down; negative where they overlap. */
  function gaps(i: number, j: number): [across: number, down: number] {
    return [
      Math.max(blots.left[j]! - blots.right[i]!, blots.left[i]! - blots.right[j]!),
      Math.max(blots.top[j]! - blots.bottom[i]!, blots.top[i]! - blots.bottom[j]!),
    ];
  }
  function countNeighbours(i: number): void {
    let beside = false;
    let stacked = false;
    for (const j of near(i)) {
      const [across, down] = gaps(i, j);
      if (across > 0 && across < CLOSE * height && -down > 0.5 * Math.min(tall(blots, i), tall(blots, j))) beside = true;
      if (down > 0 && down < CLOSE * height && -across > 0.5 * Math.min(wide(blots, i), wide(blots, j))) stacked = true;
    }
    if (beside) signs.beside++;
    if (stacked) signs.stacked++;
  }
  /** On which side of the nearest letter a mark stands, its middle within the letter's breadth; -1 is none. */
  function sideOf(mark: number): number {
    let nearest = CLOSE * height;
    let side = -1;
    for (const i of near(mark)) {
      const [across, down] = gaps(mark, i);
      const within = middleX(mark) > blots.left[i]! - 1 && middleX(mark) < blots.right[i]! + 1;
      const level = middleY(mark) > blots.top[i]! - 1 && middleY(mark) < blots.bottom[i]! + 1;
      if (within && down > 0 && down < nearest) {
        nearest = down;
        side = middleY(mark) < middleY(i) ? 0 : 2;
      } else if (level && across > 0 && across < nearest) {
        nearest = across;
        side = middleX(mark) > middleX(i) ? 1 : 3;
      }
    }
    return side;
  }
}

/** Fewer letters than this in lines tell nothing. */
const LETTERS = 25;

/** The turn that brings the top up; 0 when the page stands upright or nothing tells. */
export function turnFor({ beside, stacked, marks }: Signs): Turn {
  if (Math.max(beside, stacked) < LETTERS) return 0;
  const [over, right, under, left] = marks;
  if (beside > 1.5 * stacked) return surely(under, over) ? 180 : 0;
  if (stacked > 2.5 * beside) {
    if (surely(left, right)) return 90;
    if (surely(right, left)) return 270;
  }
  return 0;
}

/** Whether so many more can hardly be chance. */
const surely = (more: number, fewer: number): boolean => more > 1.4 * fewer && more - fewer > 2.5 * Math.sqrt(more + fewer);
