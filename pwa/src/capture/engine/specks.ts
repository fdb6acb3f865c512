/** Specks that noise leaves on the bare paper of a page of few colours. Pure. */

/** A stroke is larger than so many pixels, or dark somewhere: letters are drawn 10 to 13 pixels high. */
const SPECK = 12;
/** A mark, a stop or a comma is larger than so many, and stands no farther from its letter. */
const LEAST_MARK = 3, NEAR = 6;
/** Dots of a line to write on stand so near each other, with bare paper this far above and below. */
const ROW = 10, BARE = 3, BARER = 5;
/** Set in the numbers of what may be a speck. */
const MAYBE = 8;

/** Pale groups of a few pixels that belong to no letter become paper, and whatever has no neighbour. */
export function takeSpecks(numbers: Uint8Array, width: number): void {
  const groups = paleGroups(numbers, width);
  const gone = groups.filter((group) => group.length < 2 || !belongs(numbers, width, group));
  for (const group of groups) for (const at of group) numbers[at]! &= MAYBE - 1;
  for (const group of gone) for (const at of group) numbers[at] = 0;
}

/** At the sides they go on in the next row, which harms nothing. */
function paleGroups(numbers: Uint8Array, width: number): Int32Array[] {
  const around = [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1];
  const groups: Int32Array[] = [], group = new Int32Array(SPECK + 8);
  for (let i = 0; i < numbers.length; i++) {
    if (!numbers[i] || numbers[i]! >= MAYBE || numbers[i - 1] || numbers[i - width - 1] || numbers[i - width] || numbers[i - width + 1]) continue;
    group[0] = i;
    // Black and the darker red and blue have even numbers.
    let many = 1, even = ~numbers[i]!;
    numbers[i]! |= MAYBE;
    for (let k = 0; k < many && many <= SPECK; k++)
      for (let step = 0; step < 8; step++) {
        const at = group[k]! + around[step]!, number = numbers[at]!;
        if (!(number > 0 && number < MAYBE)) continue;
        even |= ~number;
        numbers[at] = number | MAYBE;
        group[many++] = at;
      }
    if (many < 2 || (many <= SPECK && !(even & 1))) groups.push(group.slice(0, many));
    else while (many) numbers[group[--many]!]! &= MAYBE - 1;
  }
  return groups;
}

/** Whether it stands beside a stroke, or between others in a row. */
function belongs(numbers: Uint8Array, width: number, group: Int32Array): boolean {
  const top = Math.floor(group[0]! / width);
  let left = width, right = 0, low = 0;
  for (let k = 0; k < group.length; k++) {
    const x = group[k]! % width;
    left = Math.min(left, x);
    right = Math.max(right, x);
    low = Math.max(low, (group[k]! - x) / width);
  }
  const from = left - ROW, to = right + ROW, any = (x0: number, x1: number, y0: number, y1: number) => has(numbers, width, x0, x1, y0, y1, 99);
  return (group.length > LEAST_MARK && has(numbers, width, left - NEAR, right + NEAR, top - NEAR, low + NEAR, MAYBE))
    || (any(from, left - 2, top - 1, top + 1) && any(right + 2, to, top - 1, top + 1)
      && !any(from, to, top - BARER, top - BARE) && !any(from, to, low + BARE, low + BARER));
}

/** Whether a number below the limit, and no paper, is there. */
function has(numbers: Uint8Array, width: number, left: number, right: number, top: number, low: number, limit: number): boolean {
  for (let y = top; y <= low; y++)
    for (let at = y * width + left, end = y * width + right; at <= end; at++) if (numbers[at]! > 0 && numbers[at]! < limit) return true;
  return false;
}
