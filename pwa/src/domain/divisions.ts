/** The 34 provinces and 3,321 communes, as they lie on the phone. */

/** Every commune's name, code (as the step from the one before it in its province) and kind. */
export interface Divisions {
  provinces: [code: string, name: string, communes: number][];
  names: string;
  steps: number[];
  kinds: string;
}

/** As the app of version 0.1 kept them. */
export interface CommuneRows {
  provinces: [code: string, name: string, communes: [step: number, name: string, kind: string][]][];
}

export function inColumns({ provinces }: CommuneRows): Divisions {
  const rows = provinces.flatMap(([, , communes]) => communes);
  return {
    provinces: provinces.map(([code, name, communes]) => [code, name, communes.length]),
    names: rows.map(([, name]) => name).join('|'),
    steps: rows.map(([step]) => step),
    kinds: rows.map(([, , kind]) => kind).join(''),
  };
}
