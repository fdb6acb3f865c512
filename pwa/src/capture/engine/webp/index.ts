/**
 * A picture of few colours as lossless WebP. Browsers write the same kind, but hastily (a third larger), and
 * some not at all; every viewer opens it. The format is RFC 9649; nothing here is in the browser's hands.
 */
import type { Drawn } from '../reduce';
import { SQUARE, type Tints } from '../tints';
import { Bits } from './bits';
import { cheapest, type Prices, type Steps } from './matches';
import { codeFor, putCode, putSymbol, type Code } from './prefix';

const LITERALS = 256, LENGTHS = 24, DISTANCES = 40;
const LONGEST_CODE = 15;

/** Greens, reds, blues and alphas by symbol. */
type Channels = readonly [green: number, red: number, blue: number, alpha: number];

/** The file's bytes; three or four colours, as four pixels lie in a byte then. */
export function webpOf({ width, height, palette, numbers, tints }: Drawn): Uint8Array<ArrayBuffer> {
  const { symbols, wide } = pack(numbers, width, height);
  const bits = new Bits();
  bits.put(0x2f, 8);
  bits.put(width - 1, 14);
  bits.put(height - 1, 14);
  bits.put(0, 4); // no alpha, version 0
  if (tints) putTints(bits, tints);
  bits.put(0b111, 3); // a transform: colours by number
  putPalette(bits, palette);
  bits.put(0, 2); // no other transform, one set of codes
  // A twelfth of the page tells what symbols usually cost.
  const from = Math.floor(height / 3) * wide, to = from + Math.ceil(height / 12) * wide;
  const prices = pricesOf(codesOf(cheapest(symbols, wide, HASTY, from, Math.min(to, symbols.length)), PACKED));
  putSteps(bits, cheapest(symbols, wide, prices, 0, symbols.length), PACKED);
  return riff(bits.done());
}

const PACKED: readonly Channels[] = Array.from({ length: LITERALS }, (_, symbol) => [symbol, 0, 0, 255]);
/**
 * So many 32nds of a pixel's green are added to its red or its blue where that is tinted, green as a byte
 * with a sign and the sum without its carry: 35 becomes 173, 150 becomes 241, and 255 is 251.
 */
const TINT = 127;
/** For each tint what is added to blue and to red. */
const TINTED: readonly Channels[] = [[0, 0, 0, 255], [0, 0, TINT, 255], [TINT, 0, 0, 255]];

/** A transform of the colours, square by square: what is read after it is tinted by it. */
function putTints(bits: Bits, { width, tints }: Tints): void {
  bits.put(0b011, 3);
  bits.put(SQUARE - 2, 3);
  putSteps(bits, cheapest(tints, width, HASTY, 0, tints.length), TINTED);
}

/** Four pixels to a byte, the first in its lowest bits (RFC 9649, 4.4). */
export function pack(numbers: Uint8Array, width: number, height: number): { symbols: Uint8Array; wide: number } {
  const wide = (width + 3) >> 2, symbols = new Uint8Array(wide * height);
  for (let y = 0; y < height; y++) packRow(symbols, y * wide, numbers.subarray(y * width, (y + 1) * width));
  return { symbols, wide };
}

function packRow(symbols: Uint8Array, from: number, row: Uint8Array): void {
  for (let x = 0; x < row.length; x++) symbols[from + (x >> 2)]! |= row[x]! << (2 * (x & 3));
}

/** A picture one pixel high; each colour as its difference from the one before. */
function putPalette(bits: Bits, palette: readonly number[]): void {
  bits.put(palette.length - 1, 8);
  const shifts = [8, 0, 16, 24]; // green, red, blue, alpha of an ABGR number
  const differences = palette.map((colour, i) =>
    shifts.map((shift) => (((colour >>> shift) & 255) - ((i ? palette[i - 1]! : 0) >>> shift & 255)) & 255) as unknown as Channels,
  );
  const each = Uint32Array.from(palette, (_, i) => i);
  putSteps(bits, { count: each.length, length: new Uint16Array(each.length), distance: each }, differences);
}

/** How a length or a distance is written: a symbol, then the rest as plain bits. */
function prefixOf(value: number): { symbol: number; rest: number; bits: number } {
  const v = value - 1;
  if (v < 4) return { symbol: v, rest: 0, bits: 0 };
  const high = 31 - Math.clz32(v), bits = high - 1;
  return { symbol: 2 * high + ((v >> bits) & 1), rest: v & ((1 << bits) - 1), bits };
}

interface Codes {
  /** Of green, with the lengths of copies, red, blue and alpha. */
  channels: readonly [green: Code, ...rest: Code[]];
  distance: Code;
}

function codesOf({ count, length, distance }: Steps, colours: readonly Channels[]): Codes {
  const greens = new Uint32Array(LITERALS + LENGTHS), distances = new Uint32Array(DISTANCES);
  const others = [1, 2, 3].map(() => new Uint32Array(LITERALS));
  for (let i = 0; i < count; i++) {
    const long = length[i]!;
    if (long) {
      greens[LITERALS + prefixOf(long).symbol]!++;
      distances[prefixOf(distance[i]!).symbol]!++;
    } else {
      const colour = colours[distance[i]!]!;
      greens[colour[0]]!++;
      others.forEach((counts, k) => counts[colour[k + 1]!]!++);
    }
  }
  const [green, ...rest] = [greens, ...others].map((counts) => codeFor(counts, LONGEST_CODE));
  return { channels: [green!, ...rest], distance: codeFor(distances, LONGEST_CODE) };
}

/** What a symbol that was not used so far would cost. */
const UNUSED = 13;
const bitsOf = ({ lengths }: Code, symbol: number): number => lengths[symbol] || UNUSED;

function pricesOf({ channels: [green], distance }: Codes): Prices {
  const priced = (code: Code, base: number) => (value: number) => {
    const { symbol, bits } = prefixOf(value);
    return bitsOf(code, base + symbol) + bits;
  };
  return {
    literal: Float32Array.from({ length: LITERALS }, (_, symbol) => bitsOf(green, symbol)),
    length: priced(green, LITERALS),
    distance: priced(distance, 0),
  };
}

/** Of a usual page. */
const HASTY: Prices = {
  literal: new Float32Array(LITERALS).fill(6.5),
  length: (value) => 3 + prefixOf(value).symbol / 3 + prefixOf(value).bits,
  distance: (value) => 2 + prefixOf(value).symbol / 4 + prefixOf(value).bits,
};

/** A picture of these steps; a literal is a symbol of these colours. */
function putSteps(bits: Bits, steps: Steps, colours: readonly Channels[]): void {
  const { channels, distance } = codesOf(steps, colours);
  bits.put(0, 1); // no colour cache
  for (const code of [...channels, distance]) putCode(bits, code);
  const put = (code: Code, base: number, value: number) => {
    const prefix = prefixOf(value);
    putSymbol(bits, code, base + prefix.symbol);
    bits.put(prefix.rest, prefix.bits);
  };
  for (let i = 0; i < steps.count; i++) {
    const long = steps.length[i]!;
    if (!long) colours[steps.distance[i]!]!.forEach((value, k) => putSymbol(bits, channels[k]!, value));
    else {
      put(channels[0], LITERALS, long);
      put(distance, 0, steps.distance[i]!);
    }
  }
}

function riff(stream: Uint8Array): Uint8Array<ArrayBuffer> {
  const even = stream.length + (stream.length & 1);
  const file = new Uint8Array(20 + even);
  const view = new DataView(file.buffer);
  const name = (at: number, text: string) => [...text].forEach((letter, i) => (file[at + i] = letter.charCodeAt(0)));
  name(0, 'RIFF');
  view.setUint32(4, 12 + even, true);
  name(8, 'WEBPVP8L');
  view.setUint32(16, stream.length, true);
  file.set(stream, 20);
  return file;
}
