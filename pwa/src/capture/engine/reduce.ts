/** Few colours: white, three greys, and reds and blues where stamps and ink are. Pure. */
import type { Pixels } from '../protocol';

/** Light below which a grey begins, and what is written for it. */
const GREYS: readonly [number, number][] = [
  [75, 20],
  [140, 100],
  [205, 170],
];
/** How far red stands above the others (blue above red) to be a colour. */
export const COLOURED = 34;

const RED = { pale: [240, 150, 150], full: [205, 45, 50] } as const;
const BLUE = { pale: [150, 165, 225], full: [40, 60, 160] } as const;

/** In place. What is nearly paper is paper. */
export function reduce({ data }: Pixels, colour: boolean): void {
  for (let i = 0; i < data.length; i += 4) {
    const r = data[i]!, g = data[i + 1]!, b = data[i + 2]!;
    const hue = !colour ? null : r - Math.max(g, b) > COLOURED ? RED : b - r > COLOURED ? BLUE : null;
    if (hue) {
      const [red, green, blue] = (hue === RED ? g > 150 : r > 120) ? hue.pale : hue.full;
      data[i] = red;
      data[i + 1] = green;
      data[i + 2] = blue;
    } else data[i] = data[i + 1] = data[i + 2] = greyOf(0.3 * r + 0.59 * g + 0.11 * b);
  }
}

function greyOf(light: number): number {
  for (const [below, value] of GREYS) if (light < below) return value;
  return 255;
}
