/**
 * A picture of few colours as lossless WebP. Browsers write the same kind, but hastily (a third larger), and
 * some not at all; every viewer opens it. The format is RFC 9649; nothing here is in the browser's hands.
 */
import type { Drawn } from '../reduce';
import { Bits } from './bits';
import { cheapest, type Prices, type Steps } from './matches';
import { codeFor, putCode, putSymbol, type Code } from './prefix';

const LITERALS = 256, LENGTHS = 24, DISTANCES = 40;
const LONGEST_CODE = 15;

/** The file's bytes; at most sixteen colours. */
export function webpOf({ width, height, palette, numbers }: Drawn): Uint8Array<ArrayBuffer> {
  const { symbols, wide } = pack(numbers, width, height, palette.length);
  const bits = new Bits();
  bits.put(0x2f, 8);
  bits.put(width - 1, 14);
  bits.put(height - 1, 14);
  bits.put(0, 4); // no alpha, version 0
  bits.put(0b111, 3); // a transform: colours by number
  putPalette(bits, palette);
  bits.put(0, 3); // no other transform, no colour cache, one set of codes
  // A twelfth of the page tells what symbols usually cost.
  const from = Math.floor(height / 3) * wide, to = from + Math.ceil(height / 12) * wide;
  const prices = pricesOf(codesOf(cheapest(symbols, wide, HASTY, from, Math.min(to, symbols.length))));
  putSteps(bits, cheapest(symbols, wide, prices, 0, symbols.length));
  return riff(bits.done());
}

/** Several pixels to a byte. */
function pack(numbers: Uint8Array, width: number, height: number, colours: number): { symbols: Uint8Array; wide: number } {
  const each = colours <= 2 ? 1 : colours <= 4 ? 2 : 4, many = 8 / each;
  const wide = Math.ceil(width / many);
  const symbols = new Uint8Array(wide * height);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0, at = y * wide; x < width; at++) {
      let symbol = 0;
      for (let shift = 0; shift < 8 && x < width; shift += each, x++) symbol |= numbers[i++]! << shift;
      symbols[at] = symbol;
    }
  return { symbols, wide };
}

/** A picture one pixel high; each colour as its difference from the one before. */
function putPalette(bits: Bits, palette: readonly number[]): void {
  bits.put(palette.length - 1, 8);
  bits.put(0, 1); // no colour cache
  const shifts = [8, 0, 16, 24]; // green, red, blue, alpha of an ABGR number
  const differences = palette.map((colour, i) =>
    shifts.map((shift) => (((colour >>> shift) & 255) - ((i ? palette[i - 1]! : 0) >>> shift & 255)) & 255),
  );
  const codes = shifts.map((_, channel) => {
    const counts = new Uint32Array(channel ? LITERALS : LITERALS + LENGTHS);
    for (const difference of differences) counts[difference[channel]!]!++;
    return codeFor(counts, LONGEST_CODE);
  });
  for (const code of codes) putCode(bits, code);
  putCode(bits, codeFor(new Uint32Array(DISTANCES), LONGEST_CODE));
  for (const difference of differences) difference.forEach((value, channel) => putSymbol(bits, codes[channel]!, value));
}

/** How a length or a distance is written: a symbol, then the rest as plain bits. */
function prefixOf(value: number): { symbol: number; rest: number; bits: number } {
  const v = value - 1;
  if (v < 4) return { symbol: v, rest: 0, bits: 0 };
  const high = 31 - Math.clz32(v), bits = high - 1;
  return { symbol: 2 * high + ((v >> bits) & 1), rest: v & ((1 << bits) - 1), bits };
}

interface Codes {
  green: Code;
  distance: Code;
}

function codesOf({ count, length, distance }: Steps): Codes {
  const greens = new Uint32Array(LITERALS + LENGTHS), distances = new Uint32Array(DISTANCES);
  for (let i = 0; i < count; i++) {
    const long = length[i]!;
    greens[long ? LITERALS + prefixOf(long).symbol : distance[i]!]!++;
    if (long) distances[prefixOf(distance[i]!).symbol]!++;
  }
  return { green: codeFor(greens, LONGEST_CODE), distance: codeFor(distances, LONGEST_CODE) };
}

/** What a symbol that was not used so far would cost. */
const UNUSED = 13;
const bitsOf = ({ lengths }: Code, symbol: number): number => lengths[symbol] || UNUSED;

function pricesOf({ green, distance }: Codes): Prices {
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

function putSteps(bits: Bits, steps: Steps): void {
  const codes = codesOf(steps);
  const nothing = () => codeFor(new Uint32Array(LITERALS), LONGEST_CODE);
  const alpha = new Uint32Array(LITERALS);
  alpha[255] = 1;
  putCode(bits, codes.green);
  putCode(bits, nothing()); // red
  putCode(bits, nothing()); // blue
  putCode(bits, codeFor(alpha, LONGEST_CODE));
  putCode(bits, codes.distance);
  const put = (code: Code, base: number, value: number) => {
    const prefix = prefixOf(value);
    putSymbol(bits, code, base + prefix.symbol);
    bits.put(prefix.rest, prefix.bits);
  };
  for (let i = 0; i < steps.count; i++) {
    const long = steps.length[i]!;
    if (!long) putSymbol(bits, codes.green, steps.distance[i]!);
    else {
      put(codes.green, LITERALS, long);
      put(codes.distance, 0, steps.distance[i]!);
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
