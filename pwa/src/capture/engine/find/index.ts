/**
 * Finds a sheet or card in a photograph. Pure: pixels in, corners out. A sheet has four straight sides
 * and differs from what lies around it; of all shapes that the picture's lines can form, the one
 * whose sides are best drawn wins.
 */
import { WHOLE, type Pixels, type Point, type Quad } from '../../protocol';
import { fitted } from '../decode';
import { resized } from '../resize';
import { edgesOf } from './edges';
import { linesOf } from './lines';
import { shapesOf } from './quads';

export interface Found {
  quad: Quad;
  found: boolean;
  confidence: number;
}

const SEEN_EDGE = 512;

export function findPage(picture: Pixels): Found {
  const seen = resized(picture, fitted(picture, SEEN_EDGE));
  const [best] = shapesOf(seen, linesOf(edgesOf(seen)));
  if (!best) return { quad: WHOLE, found: false, confidence: 0 };
  const quad = best.corners.map(({ x, y }) => ({ x: part(x / seen.width), y: part(y / seen.height) })) as unknown as Quad;
  return { quad, found: true, confidence: best.score };
}

const part = (value: number): number => Math.max(0, Math.min(1, value));

export type { Point };
