/** The index of procedures as it travels (rows) and as the screens use it. */
type Row = [
  code: string,
  short_name: string,
  field: number,
  days: number | null,
  marks: number,
  fee: number | '?' | null,
  has_form: 0 | 1,
  keywords: string,
  version: number,
];

export interface IndexFile {
  v: string;
  procedures: Row[];
  fields: string[];
  frequent: string[];
}

/** What the server tells a phone whose index it knows: rows that go, and rows that come. */
type Changes = Pick<IndexFile, 'v' | 'procedures'> & { out: string[] };

export interface IndexEntry {
  code: string;
  short_name: string;
  field: string;
  /** Working days, 0 the same day, null where nobody is sure enough to promise. */
  days: number | null;
  /** Đồng; null where it depends on the answers, "?" where it must be asked at the desk. */
  fee: number | '?' | null;
  /** Adds up 2 where nobody vouches for the days, 4 for the fee. Indexes that lie here from before have none. */
  marks: number;
  has_form: boolean;
  /** Without marks, separated by commas. */
  keywords: string;
  version: number;
}

export interface CatalogueIndex {
  v: string;
  entries: IndexEntry[];
  frequent: IndexEntry[];
}

export function readIndex(file: unknown): CatalogueIndex | null {
  if (!isIndexFile(file)) return null;
  const entries = file.procedures.map((row) => ({
    code: row[0],
    short_name: row[1],
    field: file.fields[row[2]] ?? '',
    days: row[3],
    marks: row[4],
    fee: row[5],
    has_form: row[6] === 1,
    keywords: row[7],
    version: row[8],
  }));
  const byCode = new Map(entries.map((entry) => [entry.code, entry]));
  const frequent = file.frequent.flatMap((code) => byCode.get(code) ?? []);
  return { v: file.v, entries, frequent };
}

/** Of what changed since the index that lies here, the whole is made; any other answer stays what it is. */
export function withChanges(kept: IndexFile, answer: unknown): unknown {
  const { out, procedures } = (answer ?? {}) as Partial<Changes>;
  return out && procedures
    ? { ...kept, ...(answer as Changes), procedures: [...kept.procedures.filter(([code]) => !out.includes(code)), ...procedures].sort() }
    : answer;
}

/** A captive portal may answer with JSON of its own. */
function isIndexFile(file: unknown): file is IndexFile {
  const index = file as Partial<IndexFile> | null;
  return (
    typeof index === 'object' &&
    typeof index?.v === 'string' &&
    Array.isArray(index.procedures) &&
    Array.isArray(index.fields) &&
    Array.isArray(index.frequent)
  );
}
