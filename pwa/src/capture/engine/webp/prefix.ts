/** Prefix (Huffman) codes as lossless WebP writes them. */
import type { Bits } from './bits';

export interface Code {
  lengths: Uint8Array;
  /** Bit-reversed: written with the lowest bit first. */
  words: Uint16Array;
}

/** Lengths of the code lengths' own code come in this order. */
const ORDER = [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

/** Codes of at most `longest` bits; a symbol that is alone takes none. */
export function codeFor(counts: Uint32Array, longest: number): Code {
  const lengths = lengthsFor(counts, longest);
  const words = new Uint16Array(counts.length);
  let word = 0;
  for (let length = 1; length <= longest; length++, word <<= 1)
    lengths.forEach((own, symbol) => {
      if (own === length) words[symbol] = reversed(word++, length);
    });
  return { lengths, words };
}

const used = (lengths: Uint8Array): number => lengths.reduce((sum, length) => sum + (length ? 1 : 0), 0);

/** Raises rare symbols' counts until no code is too long. */
function lengthsFor(counts: Uint32Array, longest: number): Uint8Array {
  for (let floor = 1; ; floor *= 2) {
    const lengths = tree(counts, floor);
    if (Math.max(...lengths) <= longest) return lengths;
  }
}

/** Huffman's tree by two queues: leaves in order, and joined ones, which come in order by themselves. */
function tree(counts: Uint32Array, floor: number): Uint8Array {
  const leaves = [...counts.keys()].filter((symbol) => counts[symbol]! > 0);
  const lengths = new Uint8Array(counts.length);
  if (leaves.length === 1) lengths[leaves[0]!] = 1;
  if (leaves.length < 2) return lengths;
  leaves.sort((a, b) => counts[a]! - counts[b]! || a - b);
  const weights = leaves.map((symbol) => Math.max(floor, counts[symbol]!));
  const parents: number[] = [];
  let leaf = 0, join = leaves.length;
  const least = () => (leaf < leaves.length && (join >= weights.length || weights[leaf]! <= weights[join]!) ? leaf++ : join++);
  while (weights.length < 2 * leaves.length - 1) {
    const a = least(), b = least();
    parents[a] = parents[b] = weights.length;
    weights.push(weights[a]! + weights[b]!);
  }
  const depth: number[] = [];
  depth[weights.length - 1] = 0;
  for (let i = weights.length - 2; i >= 0; i--) depth[i] = depth[parents[i]!]! + 1;
  leaves.forEach((symbol, i) => (lengths[symbol] = depth[i]!));
  return lengths;
}

function reversed(word: number, length: number): number {
  let out = 0;
  for (let i = 0; i < length; i++) out |= ((word >> i) & 1) << (length - 1 - i);
  return out;
}

export function putSymbol(bits: Bits, { lengths, words }: Code, symbol: number): void {
  bits.put(words[symbol]!, lengths[symbol]!);
}

/** The code itself; a code that turns out to have one symbol is then written with no bits. */
export function putCode(bits: Bits, code: Code): void {
  const { lengths } = code;
  const many = used(lengths), only = lengths.findIndex((length) => length > 0);
  if (many < 2 && only < 256) {
    bits.put(1, 1);
    bits.put(0, 1);
    bits.put(1, 1);
    bits.put(Math.max(0, only), 8);
  } else putLengths(bits, lengths);
  if (many < 2) lengths.fill(0);
}

function putLengths(bits: Bits, lengths: Uint8Array): void {
  const steps = repeats(lengths);
  const counts = new Uint32Array(19);
  for (const [symbol] of steps) counts[symbol] = counts[symbol]! + 1;
  const code = codeFor(counts, 7);
  let last = ORDER.length;
  while (last > 4 && !code.lengths[ORDER[last - 1]!]) last--;
  bits.put(0, 1);
  bits.put(last - 4, 4);
  for (const symbol of ORDER.slice(0, last)) bits.put(code.lengths[symbol]!, 3);
  bits.put(0, 1);
  if (used(code.lengths) < 2) code.lengths.fill(0);
  for (const [symbol, value, count] of steps) {
    putSymbol(bits, code, symbol);
    bits.put(value, count);
  }
}

/** Lengths, with runs of zeros and repetitions as one step: symbol, extra value, its bits. */
function repeats(lengths: Uint8Array): [number, number, number][] {
  const steps: [number, number, number][] = [];
  for (let i = 0; i < lengths.length; ) {
    const length = lengths[i]!;
    let run = 1;
    while (i + run < lengths.length && lengths[i + run] === length) run++;
    i += run;
    if (length) {
      steps.push([length, 0, 0]);
      run--;
    }
    while (run > 0) {
      const now = Math.min(run, length ? 6 : 138);
      if (now < 3) steps.push([length, 0, 0]);
      else if (length) steps.push([16, now - 3, 2]);
      else steps.push(now < 11 ? [17, now - 3, 3] : [18, now - 11, 7]);
      run -= now < 3 ? 1 : now;
    }
  }
  return steps;
}
