/** What crosses the wire of a commune's list. */

export type LineKind = 'new' | 'changed' | 'unchanged' | 'retired';
export type Level = 'error' | 'left_out' | 'note';

export interface Change {
  part: string;
  before: string;
  after: string;
}

export interface Line {
  kind: LineKind;
  code: string;
  name: string;
  /** 0 where the file does not name it. */
  row: number;
  changes: Change[];
}

export interface Finding {
  level: Level;
  /** As a spreadsheet program counts; 0 for the file as a whole. */
  row: number;
  column: string;
  code: string;
  message: string;
}

export interface Plan {
  plan: string;
  from: string;
  counts: Record<LineKind | Level, number>;
  lines: Line[];
  findings: Finding[];
}
