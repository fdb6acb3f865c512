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
const MOST_LEAD = 12;
const [SURE_BASE, SURE_LEAD, SURE_LEAST, SURE_FAINTEST] = [7.14, 1.01, 4.82, -7.78];

/** Logarithm of how much likelier the best is than all that differ from it. */
function leadOf([best, ...others]: readonly Weighed[], { width, height }: Edges): number {
  const far = ANOTHER * Math.max(width, height);
  let sum = Math.exp(-MOST_LEAD);
  for (const { shape, score } of others)
    if (shape.corners.some(({ x, y }, k) => Math.hypot(x - best!.shape.corners[k]!.x, y - best!.shape.corners[k]!.y) > far))
      sum += Math.exp(score - best!.score);
  return -Math.log(sum);
}

/** At it, X of Y generated photographs were found wrongly by a fit that had not seen them (decision 0082). */
export const SURE = 0.9;

/** How often such a best shape is the sheet: a logistic fit, 0..1. */
export function sureness(all: readonly Weighed[], edges: Edges): number {
  const { least, faintest } = all[0]!.looks;
  return 1 / (1 + Math.exp(-(SURE_BASE + SURE_LEAD * leadOf(all, edges) + SURE_LEAST * least + SURE_FAINTEST * faintest)));
}
