/**
 * Whether print can be read, and if not, what hurts most: a small table of weights over what was
 * measured, fitted to how tesseract read some hundred generated pages (tests/bench/capture/fit.py).
 */
import type { FaultKind } from '../protocol';
import type { Measured } from './features';
import { CAUSES, LIMIT, SPOILT, SPREAD, USUAL } from './table';

const log = (value: number, least: number): number => Math.log(Math.max(least, value));

/** What the table weighs, in its order. */
export function weighed(m: Measured): number[] {
  const [one, two, four, eight] = m.change as [number, number, number, number];
  const [across, , slant, , down] = m.ring as [number, number, number, number, number];
  const ring = [...m.ring].sort((a, b) => a - b);
  // A shake aslant smears one slant and not the other; print is alike on both.
  const uneven = Math.max(...[1, 2, 3].map((d) => Math.abs(log(m.ring[d]! / (m.ring[8 - d]! + 0.001), 0.1))));
  return [
    log(m.pixels, 3),
    log(one, 0.003),
    log(two, 0.003),
    log(four, 0.01),
    log(eight, 0.02),
    log(m.local, 0.01),
    log(m.dark / Math.max(0.8, m.noise), 0.5),
    log(m.grain, 0.8),
    log(m.dark, 8),
    log(m.pale, 8),
    log(m.paper, 4),
    log(m.letters / (m.print + 0.01), 20),
    log((Math.max(...m.signs.marks) + 2) / (m.letters + 20), 0.005),
    log(m.merged, 0.02),
    log(Math.min(across, down) / (slant + 0.001), 0.05),
    log(ring[0]! / (ring[4]! + 0.001), 0.05),
    log(ring[0]!, 0.01),
    log(ring[7]!, 0.01),
    Math.min(1, uneven),
    log(m.stain, 8),
    log(m.halo, 0.5),
    log(m.core, 0.02),
    log(m.pale / Math.max(0.8, m.unrest), 0.5),
    m.softer,
  ];
}

export type Illegible = Extract<FaultKind, 'blurred' | 'dark' | 'far'>;

/** Beyond this many standard deviations nothing was learnt. */
const KNOWN = 3.5;

/** How surely the print cannot be read, 0..1. */
export function doubt(values: readonly number[]): number {
  let sum = 0;
  let k = 0;
  // Every value, and every product of two: what a little blur does depends on how small the letters are.
  const known = [1, ...normal(values)];
  for (let i = 0; i < known.length; i++) for (let j = i; j < known.length; j++) sum += SPOILT[k++]! * known[i]! * known[j]!;
  return 1 / (1 + Math.exp(-sum / 100));
}

/** What hurts most, or null when the print can be read. */
export function illegible(measured: Measured): Illegible | null {
  const values = weighed(measured);
  if (doubt(values) < LIMIT) return null;
  const known = [1, ...normal(values)];
  const scores = CAUSES.map((weights) => weights.reduce((sum, weight, i) => sum + weight * known[i]!, 0));
  return (['blurred', 'dark', 'far'] as const)[scores.indexOf(Math.max(...scores))]!;
}

const normal = (values: readonly number[]): number[] =>
  values.map((value, i) => Math.max(-KNOWN, Math.min(KNOWN, (100 * value - USUAL[i]!) / SPREAD[i]!)));
