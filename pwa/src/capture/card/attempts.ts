/**
 * Where and how to look for a code in a picture: the whole first, then where something like a code was
 * seen, then parts of it larger. Dense codes on a card that is small in the picture, tilted, dark or
 * partly in a glare need several looks; each costs time, so that the likely ones come first.
 */

/** A part of the picture, in its pixels. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** How a part is drawn before the reader gets it. */
export interface Look {
  box: Box;
  /** Long edge in pixels after drawing. */
  edge: number;
  /** Below 1 lifts what is dark, above 1 lowers what is bright. */
  gamma?: number;
  /** Divides by the brightness around each pixel: shadows and the borders of a glare go. */
  flatten?: boolean;
  sharpen?: boolean;
  binarizer?: 'LocalAverage' | 'GlobalHistogram';
}

/** The code on a card is about a fifth of its width: more pixels than this add time, not detail. */
const EDGES = [1600, 2400] as const;
const PART = 0.55;

export const whole = (width: number, height: number): Box => ({ x: 0, y: 0, width, height });

/** Without a hint: the whole in two sizes, then overlapping parts as large as the picture has them. */
export function looks(width: number, height: number): Look[] {
  const all = whole(width, height);
  const first = EDGES.map((edge): Look => ({ box: all, edge: Math.min(edge, Math.max(width, height)) }));
  const parts = [0.5, 0, 1].flatMap((down) => [0.5, 0, 1].map((across) => partOf(width, height, across, down)));
  return [
    ...first,
    { box: all, edge: 1100, flatten: true },
    ...parts.map((box): Look => ({ box, edge: 1500 })),
    ...parts.map((box): Look => ({ box, edge: 1500, flatten: true, sharpen: true })),
  ];
}

/** A moving picture gets one look a frame, another way each time; the next frame is already there. */
export function glance(width: number, height: number, count: number): Look {
  const all = whole(width, height);
  const edge = Math.max(width, height);
  const ways: Look[] = [
    { box: all, edge: Math.min(edge, 1300) },
    { box: partOf(width, height, 0.5, 0.5), edge: 1100 },
    { box: all, edge: Math.min(edge, 1900) },
    { box: partOf(width, height, 0.5, 0.5), edge: 1100, flatten: true },
  ];
  return ways[count % ways.length] as Look;
}

/** Something like a code lies here and could not be read: this part alone, larger, in other lights. */
export function closer(seen: Box, width: number, height: number): Look[] {
  const side = Math.max(seen.width, seen.height) * 1.35;
  const box = inside({ x: seen.x + (seen.width - side) / 2, y: seen.y + (seen.height - side) / 2, width: side, height: side }, width, height);
  return [
    { box, edge: 700 },
    { box, edge: 700, flatten: true },
    { box, edge: 1000, sharpen: true },
    { box, edge: 1000, flatten: true, sharpen: true },
    { box, edge: 450 },
    { box, edge: 700, gamma: 0.5 },
    { box, edge: 700, gamma: 2 },
    { box, edge: 800, binarizer: 'GlobalHistogram' },
  ];
}

function partOf(width: number, height: number, across: number, down: number): Box {
  const part = { width: Math.round(width * PART), height: Math.round(height * PART) };
  return { ...part, x: Math.round((width - part.width) * across), y: Math.round((height - part.height) * down) };
}

function inside({ x, y, width, height }: Box, most: number, tall: number): Box {
  const left = Math.max(0, Math.floor(x));
  const top = Math.max(0, Math.floor(y));
  return {
    x: left,
    y: top,
    width: Math.max(1, Math.min(most, Math.ceil(x + width)) - left),
    height: Math.max(1, Math.min(tall, Math.ceil(y + height)) - top),
  };
}
