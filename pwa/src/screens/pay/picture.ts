/** The transfer as a picture, for a relative in town: the code, and in letters all that it says. */
import { runs } from './qr';

const WIDTH = 900;
const MARGIN = 50;
const CODE = WIDTH - 2 * MARGIN;

export interface PictureText {
  title: string;
  /** Label and value, one below the other. */
  lines: readonly (readonly [label: string, value: string])[];
}

export async function drawPicture(dots: readonly boolean[][], text: PictureText): Promise<Blob> {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (!context) throw new TypeError('no canvas');
  // Measured once, because a change of the height wipes the canvas.
  const tall = drawText(context, text, MARGIN + 60 + CODE);
  canvas.width = WIDTH;
  canvas.height = tall + MARGIN;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, WIDTH, canvas.height);
  context.fillStyle = '#000';
  drawDots(context, dots);
  drawText(context, text, MARGIN + 60 + CODE);
  return new Promise((done, fail) => {
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new TypeError('no picture'))), 'image/png');
  });
}

/** Whole pixels a dot: blurred edges cost scanners their certainty. */
function drawDots(context: CanvasRenderingContext2D, dots: readonly boolean[][]): void {
  const size = Math.floor(CODE / dots.length);
  const left = Math.round((WIDTH - size * dots.length) / 2);
  dots.forEach((row, y) => {
    for (const [x, width] of runs(row)) context.fillRect(left + x * size, MARGIN + 60 + y * size, width * size, size);
  });
}

/** Returns where it ends. */
function drawText(context: CanvasRenderingContext2D, { title, lines }: PictureText, top: number): number {
  context.textAlign = 'center';
  context.font = 'bold 44px sans-serif';
  context.fillText(title, WIDTH / 2, MARGIN + 30, CODE);
  context.textAlign = 'left';
  let y = top + 20;
  for (const [label, value] of lines) {
    context.font = '30px sans-serif';
    context.fillText(label, MARGIN, (y += 44));
    context.font = 'bold 38px sans-serif';
    for (const line of wrapped(context, value)) context.fillText(line, MARGIN, (y += 46));
    y += 12;
  }
  return y;
}

function wrapped(context: CanvasRenderingContext2D, text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && context.measureText(longer).width <= CODE) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
