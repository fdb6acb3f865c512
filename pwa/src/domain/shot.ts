/** A picture as it came from the camera, the gallery or another app, until its page is agreed to. */

type Corner = { x: number; y: number };

export interface Shot {
  /** Of which paper; null while nobody has said so. */
  paper: string | null;
  /** The page that was made of it; null while its corners wait to be looked at. */
  page: string | null;
  /** The page whose place it takes. */
  replaces: string | null;
  /** When it was taken (ms). */
  at: number;
  /** As the person left them: fractions of the upright picture, clockwise from the page's top left. */
  quad: readonly [Corner, Corner, Corner, Corner] | null;
  turn: 0 | 90 | 180 | 270;
}
