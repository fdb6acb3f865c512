/** Evens out shadow and yellow light: bare paper becomes white everywhere, ink keeps its colour. Pure. */
import type { Pixels } from '../protocol';

const BLOCK = 16;
/** The lightest quarter of a block is its paper. */
const PAPER_SHARE = 0.25;

interface Grid {
  columns: number;
  rows: number;
  /** One value a block, of red, green and blue. */
  planes: Float32Array[];
}

/** In place. */
export function whiten(page: Pixels): void {
  const grid = paperOf(page);
  const { width, height, data } = page;
  const { columns, rows, planes } = grid;
  const line = planes.map(() => new Float32Array(columns));
  for (let y = 0; y < height; y++) {
    const v = within((y + 0.5) / BLOCK - 0.5, rows), r = v | 0, fy = v - r, next = Math.min(rows - 1, r + 1);
    planes.forEach((plane, k) => {
      for (let c = 0; c < columns; c++) line[k]![c] = 255 / Math.max(8, plane[r * columns + c]! * (1 - fy) + plane[next * columns + c]! * fy);
    });
    const [red, green, blue] = line as [Float32Array, Float32Array, Float32Array];
    for (let x = 0, i = y * width * 4; x < width; x++, i += 4) {
      const u = within((x + 0.5) / BLOCK - 0.5, columns), c = u | 0, fx = u - c, to = Math.min(columns - 1, c + 1);
      data[i] = data[i]! * (red[c]! + (red[to]! - red[c]!) * fx);
      data[i + 1] = data[i + 1]! * (green[c]! + (green[to]! - green[c]!) * fx);
      data[i + 2] = data[i + 2]! * (blue[c]! + (blue[to]! - blue[c]!) * fx);
    }
  }
}

const within = (value: number, count: number): number => Math.max(0, Math.min(count - 1, value));

/** The paper's colour around each block; what is dark and small (a stamp, a heading) is bridged. */
function paperOf(page: Pixels): Grid {
  const columns = Math.ceil(page.width / BLOCK), rows = Math.ceil(page.height / BLOCK);
  const planes = [0, 1, 2].map((channel) => {
    const plane = lightOf(page, channel, columns, rows);
    const raised = spread(spread(plane, columns, rows, 2, Math.max), columns, rows, 2, Math.min);
    return blurred(raised, columns, rows);
  });
  return { columns, rows, planes };
}

function lightOf({ width, height, data }: Pixels, channel: number, columns: number, rows: number): Float32Array {
  const plane = new Float32Array(columns * rows);
  const counts = new Uint16Array(256);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      counts.fill(0);
      const right = Math.min(width, (c + 1) * BLOCK), low = Math.min(height, (r + 1) * BLOCK);
      for (let y = r * BLOCK; y < low; y++)
        for (let i = (y * width + c * BLOCK) * 4 + channel, end = (y * width + right) * 4; i < end; i += 4) counts[data[i]!]!++;
      let left = (right - c * BLOCK) * (low - r * BLOCK) * PAPER_SHARE, value = 255;
      while (value > 0 && (left -= counts[value]!) > 0) value--;
      plane[r * columns + c] = value;
    }
  return plane;
}

function spread(
  plane: Float32Array, columns: number, rows: number, radius: number, pick: (a: number, b: number) => number,
): Float32Array {
  const pass = (from: Float32Array, count: number, step: number) =>
    from.map((value, i) => {
      const at = Math.floor(i / step) % count;
      let found = value;
      for (let d = Math.max(-radius, -at); d <= Math.min(radius, count - 1 - at); d++) found = pick(found, from[i + d * step]!);
      return found;
    });
  return pass(pass(plane, columns, 1), rows, columns);
}

function blurred(plane: Float32Array, columns: number, rows: number): Float32Array {
  const pass = (from: Float32Array, count: number, step: number) =>
    from.map((value, i) => {
      const at = Math.floor(i / step) % count;
      const before = at > 0 ? from[i - step]! : value, after = at < count - 1 ? from[i + step]! : value;
      return (before + value + after) / 3;
    });
  return pass(pass(plane, columns, 1), rows, columns);
}
