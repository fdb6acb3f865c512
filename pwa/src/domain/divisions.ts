/** The 34 provinces and 3,321 communes, as they lie on the phone. */

/**
 * Every commune's name, code (as the step from the one before it in its province) and kind, packed:
 * numbers are single characters, counted from "#"; a name is a number for each of its `words`.
 */
export interface Divisions {
  provinces: [code: string, name: string, communes: number][];
  words: string;
  names: string;
  steps: string;
  kinds: string;
}

const ZERO = 35;
export const numberAt = (text: string, place: number): number => text.charCodeAt(place) - ZERO;
const asNumbers = (numbers: number[]): string => numbers.map((number) => String.fromCharCode(ZERO + number)).join('');

export function namesOf({ words, names }: Divisions): string[] {
  const known = words.split('|');
  return names.split('!').map((name) => Array.from(name, (_, place) => known[numberAt(name, place)]).join(' '));
}

/** As the app of version 0.1 kept them. */
export interface CommuneRows {
  provinces: [code: string, name: string, communes: [step: number, name: string, kind: string][]][];
}

export function inColumns({ provinces }: CommuneRows): Divisions {
  const rows = provinces.flatMap(([, , communes]) => communes);
  return {
    provinces: provinces.map(([code, name, communes]) => [code, name, communes.length]),
    // Each whole name as one word: right, and made at once.
    words: rows.map(([, name]) => name).join('|'),
    names: rows.map((_, index) => asNumbers([index])).join('!'),
    steps: asNumbers(rows.map(([step]) => step)),
    kinds: rows.map(([, , kind]) => kind).join(''),
  };
}
