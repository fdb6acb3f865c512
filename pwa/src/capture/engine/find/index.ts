/**
 * Finds a sheet or card in a photograph. Pure: pixels in, corners out. A sheet has four straight sides
 * and differs from what lies around it; of all shapes that the picture's lines can form, the one that
 * looks most like a sheet wins, and its corners are then laid through its own edges.
 */
import { WHOLE, type Pixels, type Quad } from '../../protocol';
import { fitted } from '../decode';
import { resized } from '../resize';
import { edgesOf } from './edges';
import { linesOf } from './lines';
import { ordered, shapesOf } from './quads';
import { refined } from './refine';
import { SURE, sureness, weighed } from './weigh';

export interface Found {
  quad: Quad;
  found: boolean;
  confidence: number;
}

const SEEN_EDGE = 512;

export function findPage(picture: Pixels): Found {
  const seen = resized(picture, fitted(picture, SEEN_EDGE));
  const edges = edgesOf(seen);
  const all = weighed(shapesOf(edges, linesOf(edges)), edges);
  const [best] = all;
  if (!best) return { quad: WHOLE, found: false, confidence: 0 };
  // Edges lie in the middle of their pixels.
  const corners = ordered(refined(best.shape.corners, edges)).map(({ x, y }) => ({ x: part((x + 0.5) / seen.width), y: part((y + 0.5) / seen.height) }));
  const confidence = sureness(all, edges);
  return { quad: corners as unknown as Quad, found: confidence >= SURE, confidence };
}

const part = (value: number): number => Math.max(0, Math.min(1, value));
