import type { Quad } from '../protocol';

/** Whether all corners are the picture's own: there is no sheet in it, or nothing beside it. */
export const isWhole = (quad: Quad): boolean => quad.every(({ x, y }) => Number.isInteger(x) && Number.isInteger(y));
