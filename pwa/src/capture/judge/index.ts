/** Says what is wrong with a page before it is sent. Pure: pixels in, faults out. */
import type { Fault, PictureKind, Pixels, Quad, Side } from '../protocol';

export interface Judged {
  /** The whole picture as it was kept, at most 2400 pixels long. */
  picture: Pixels;
  /** The page's corners in it. */
  quad: Quad;
  /** The page straightened and turned, its light and colours as they were photographed. */
  page: Pixels;
  kind: PictureKind;
  /** Set when a side of a card was asked for. */
  side?: Side | undefined;
}

export function judge(judged: Judged): Fault[] {
  return judged.page.width ? [] : [{ kind: 'blank' }];
}
