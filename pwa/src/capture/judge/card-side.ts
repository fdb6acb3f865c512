/**
 * Which side of an identity card is shown. Its back carries three close lines for machines over the whole
 * width at the bottom; its front a face at the left and print only beside it.
 */
import type { Side } from '../protocol';
import { type Blots, tall, wide } from './blots';
import type { Ink } from './ink';

export interface CardSigns {
  /** Letters in the lower third: left, where the front has its face, and in the rest. */
  left: number;
  rest: number;
  /** Letters beside the face. */
  beside: number;
  /** Share of the card that large dark shapes take where the face would be. */
  face: number;
}

export function cardSigns({ width, height }: Ink, blots: Blots): CardSigns {
  const signs: CardSigns = { left: 0, rest: 0, beside: 0, face: 0 };
  for (let i = 0; i < blots.count; i++) {
    const h = tall(blots, i) / height;
    const x = (blots.left[i]! + blots.right[i]!) / 2 / width;
    const y = (blots.top[i]! + blots.bottom[i]!) / 2 / height;
    if (h > 0.022 && h < 0.1 && wide(blots, i) < 2 * tall(blots, i)) {
      if (y > 0.63 && x < 0.28) signs.left++;
      else if (y > 0.63) signs.rest++;
      if (y > 0.35 && x > 0.31) signs.beside++;
    } else if (h > 0.1 && x < 0.33 && y > 0.4 && blots.bottom[i]! > 0.6 * height) signs.face += blots.area[i]! / width / height;
  }
  return signs;
}

/** Null when unsure. */
export function sideOf({ left, rest, beside, face }: CardSigns): Side | null {
  if (left >= 12 && rest >= 30) return 'back';
  if (left < 8 && beside > 25 && face > 0.008) return 'front';
  return null;
}
