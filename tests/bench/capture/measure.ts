/** For fit.py: what is measured on each picture that is named on a line of the input. */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { extent, inPixels, shapeOf, straighten } from '../../../pwa/src/capture/engine/straighten';
import { measure } from '../../../pwa/src/capture/judge/features';
import { weighed } from '../../../pwa/src/capture/judge/legible';
import type { Pixels, Quad } from '../../../pwa/src/capture/protocol';

/** As long as `engine/index.ts` judges pages. */
const PAGE_EDGE = 1200;

interface Asked {
  /** RGBA, row by row. */
  file: string;
  width: number;
  height: number;
  quad: Quad;
}

for await (const line of createInterface({ input: process.stdin })) {
  const { file, width, height, quad } = JSON.parse(line) as Asked;
  const picture: Pixels = { width, height, data: new Uint8ClampedArray(readFileSync(file)) };
  const corners = inPixels(quad, picture);
  const shape = shapeOf(corners, picture);
  const seen = extent(corners);
  const long = Math.min(PAGE_EDGE, Math.round(Math.max(seen.width, seen.height)));
  const size =
    shape < 1 ? { width: Math.round(long * shape), height: long } : { width: long, height: Math.round(long / shape) };
  console.log(JSON.stringify(weighed(measure(picture, quad, straighten(picture, corners, size)))));
}
