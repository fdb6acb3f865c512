/** For finder.py: what the finder makes of each picture that is named on a line of the input. */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fitted } from '../../../pwa/src/capture/engine/decode';
import { findPage } from '../../../pwa/src/capture/engine/find';
import { edgesOf } from '../../../pwa/src/capture/engine/find/edges';
import { linesOf } from '../../../pwa/src/capture/engine/find/lines';
import { shapesOf } from '../../../pwa/src/capture/engine/find/quads';
import { refined } from '../../../pwa/src/capture/engine/find/refine';
import { weighed } from '../../../pwa/src/capture/engine/find/weigh';
import { resized } from '../../../pwa/src/capture/engine/resize';
import type { Pixels, Point } from '../../../pwa/src/capture/protocol';

/** As long as `find/index.ts` sees pictures; finder.py notices when it does not. */
const SEEN_EDGE = 512;

interface Asked {
  /** RGBA, row by row. */
  file: string;
  width: number;
  height: number;
  /** Whether to tell all shapes and not only the page. */
  shapes: boolean;
}

for await (const line of createInterface({ input: process.stdin })) {
  const { file, width, height, shapes } = JSON.parse(line) as Asked;
  const picture: Pixels = { width, height, data: new Uint8ClampedArray(readFileSync(file)) };
  const before = process.cpuUsage();
  const page = findPage(picture);
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ ...page, milliseconds: (user + system) / 1000, shapes: shapes ? shapesIn(picture) : [] }));
}

/** The likeliest first; corners in parts of the picture, raw ones as they are compared with one another. */
function shapesIn(picture: Pixels) {
  const seen = resized(picture, fitted(picture, SEEN_EDGE)), edges = edgesOf(seen);
  const part = (value: number) => Math.max(0, Math.min(1, value));
  const inParts = ({ x, y }: Point) => ({ x: part((x + 0.5) / seen.width), y: part((y + 0.5) / seen.height) });
  return weighed(shapesOf(edges, linesOf(edges)), edges).map(({ shape, looks, score }) => ({
    looks, score, raw: shape.corners, quad: refined(shape.corners, edges).map(inParts),
  }));
}
