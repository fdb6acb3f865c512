/** What the worker that reads codes is asked and what it answers. */
export interface CardQuestion {
  id: number;
  /** Given away: the worker closes it. */
  picture: ImageBitmap;
  /** The frames seen before it; null is a photograph, at which the worker looks longer. */
  count: number | null;
}

export type CardAnswer = { id: number; text: string | null } | { id: number; missing: true };
