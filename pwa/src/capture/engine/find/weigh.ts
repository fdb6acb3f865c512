/** Which of all shapes is the sheet, and how sure that is. */
import type { Edges } from './edges';
import { looksOf, type Looks } from './looks';
import type { Shape } from './quads';

interface Weighed {
  shape: Shape;
  looks: Looks;
  score: number;
}

/** A fit (softmax over the shapes of each picture) to 500 generated photographs, seed 101. */
const WEIGHTS: Looks = {
  drawn: 9.99, least: 2.05, ends: -1.04, beyond: -3.44, lighter: 7.48, contrast: 11.44, faintest: 6.93,
  rough: -11.12, roughest: -1.25, outside: -1.49, busy: -3.57, tints: 3.62, known: 1.97, area: 13.46,
};
const NAMES = Object.keys(WEIGHTS) as (keyof Looks)[];

/** The likeliest first. */
export function weighed(shapes: readonly Shape[], edges: Edges): Weighed[] {
  return shapes
    .map((shape) => {
      const looks = looksOf(shape, edges);
      return { shape, looks, score: NAMES.reduce((sum, name) => sum + WEIGHTS[name] * looks[name], 0) };
    })
    .sort((one, other) => other.score - one.score);
}

/** Of the long edge: shapes with a corner farther off are another sheet. */
const ANOTHER = 0.025;
const MOST_LEAD = 4;

/** Logarithm of how much likelier the best is than all that differ from it. */
function leadOf([best, ...others]: readonly Weighed[], { width, height }: Edges): number {
  const far = ANOTHER * Math.max(width, height);
  let sum = 1e-5;
  for (const { shape, score } of others)
    if (shape.corners.some(({ x, y }, k) => Math.hypot(x - best!.shape.corners[k]!.x, y - best!.shape.corners[k]!.y) > far))
      sum += Math.exp(score - best!.score);
  return -Math.log(sum);
}

/** At it, 4 of 750 generated photographs were found wrongly by fits that had not seen them (decision 0082). */
export const SURE = 0.975;

/** How often such a best shape is the sheet: a logistic fit to 750 photographs (seeds 101 and 102), 0..1. */
export function sureness(all: readonly Weighed[], edges: Edges): number {
  const { rough, ends, area, lighter } = all[0]!.looks;
  const lead = Math.max(-MOST_LEAD, Math.min(MOST_LEAD, leadOf(all, edges)));
  // A small dark shape is a portrait on a card, or a stain.
  const hole = Math.max(0, 0.4 - area) * Math.max(0, 0.3 - lighter);
  return 1 / (1 + Math.exp(-(7.35 + 0.43 * lead - 38.98 * hole - 10.98 * rough - 9.73 * Math.max(0, 0.3 - ends))));
}
