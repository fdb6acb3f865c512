/** Whether this is no paper at all, but a face, a house, a field: no rule of print holds for it. */
import type { Ink } from './ink';

/** Darker than this beside the lightest around it. */
const SHADED = 60;
/** Even a page full of print is shaded on a smaller part of it. */
const PART = 0.17;
/** A tenth of a picture's tiles differ by more from the next; light on paper changes softly. */
const PATCHY = 0.08;

export function isPicture({ ink, paper, columns, rows }: Ink): boolean {
  let shaded = 0;
  let n = 0;
  for (let i = 0; i < ink.length; i += 7, n++) if (ink[i]! > SHADED) shaded++;
  if (shaded < PART * n) return false;
  const steps: number[] = [];
  for (let y = 2; y < rows - 3; y++)
    for (let x = 2; x < columns - 3; x++) {
      const here = paper[y * columns + x]!;
      const step = Math.max(Math.abs(here - paper[y * columns + x + 1]!), Math.abs(here - paper[(y + 1) * columns + x]!));
      steps.push(step / Math.max(8, here));
    }
  steps.sort((a, b) => a - b);
  return (steps[Math.floor(steps.length * 0.9)] ?? 0) > PATCHY;
}
