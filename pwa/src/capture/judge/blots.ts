/** Connected strokes and their boxes: mostly letters and the marks over and under them. */
import type { Ink } from './ink';

export interface Blots {
  count: number;
  /** Boxes of each blot, its edges included. */
  left: Int32Array;
  top: Int32Array;
  right: Int32Array;
  bottom: Int32Array;
  area: Int32Array;
}

export const wide = ({ left, right }: Blots, i: number): number => right[i]! - left[i]! + 1;
export const tall = ({ top, bottom }: Blots, i: number): number => bottom[i]! - top[i]! + 1;

/** More than this is noise, and nobody waits for it to be counted. */
const MOST = 60_000;

/** Runs of ink in neighbouring rows that touch belong together. */
export function blotsOf({ ink, width, height }: Ink, threshold: number): Blots {
  const parent: number[] = [];
  const left: number[] = [];
  const top: number[] = [];
  const right: number[] = [];
  const bottom: number[] = [];
  const area: number[] = [];
  let above: number[] = []; // start, end, blot of each run of the row before
  const see = (y: number): void => {
    const row: number[] = [];
    const base = y * width;
    let k = 0;
    for (let x = 0; x < width; x++) {
      if (ink[base + x]! < threshold) continue;
      const from = x;
      while (x < width && ink[base + x]! >= threshold) x++;
      while (k < above.length && above[k + 1]! < from - 1) k += 3;
      let blot = -1;
      for (let j = k; j < above.length && above[j]! <= x; j += 3) {
        const other = root(above[j + 2]!);
        if (blot < 0) blot = other;
        else if (blot !== other) join(blot, other);
      }
      if (blot < 0) {
        blot = parent.length;
        parent.push(blot);
        left.push(from);
        top.push(y);
        right.push(x - 1);
        bottom.push(y);
        area.push(0);
      }
      if (from < left[blot]!) left[blot] = from;
      if (x - 1 > right[blot]!) right[blot] = x - 1;
      bottom[blot] = y;
      area[blot]! += x - from;
      row.push(from, x - 1, blot);
    }
    above = row;
  };
  for (let y = 0; y < height && parent.length < MOST * 4; y++) see(y);
  const roots = parent.map((_, i) => i).filter((i) => parent[i] === i && area[i]! > 2);
  const pick = (values: number[]) => Int32Array.from(roots, (i) => values[i]!);
  return { count: roots.length, left: pick(left), top: pick(top), right: pick(right), bottom: pick(bottom), area: pick(area) };

  function root(blot: number): number {
    while (parent[blot] !== blot) blot = parent[blot] = parent[parent[blot]!]!;
    return blot;
  }
  function join(into: number, other: number): void {
    parent[other] = into;
    left[into] = Math.min(left[into]!, left[other]!);
    top[into] = Math.min(top[into]!, top[other]!);
    right[into] = Math.max(right[into]!, right[other]!);
    bottom[into] = Math.max(bottom[into]!, bottom[other]!);
    area[into]! += area[other]!;
  }
}
