/** The hand-off view: values in the official order, copied one after the other. */
import type { DeskDossier } from '../api/types';

export interface CopyLine {
  key: string;
  section: string;
  label: string;
  value: string;
}

/** Only what has a value can be typed into the other system; a table gives a line a cell. */
export function copyLines({ sections }: Pick<DeskDossier, 'sections'>): CopyLine[] {
  return sections.flatMap((section) =>
    section.answers.flatMap((answer) => {
      if (answer.columns && answer.rows) {
        return answer.rows.flatMap((row, number) =>
          row.flatMap((cell, place) => line(section.title, `${answer.key}.${number}.${place}`, `${answer.official} ${number + 1} · ${answer.columns?.[place] ?? ''}`, cell)),
        );
      }
      return answer.not_known ? [] : line(section.title, answer.key, answer.official, answer.text);
    }),
  );
}

function line(section: string, key: string, label: string, value: string | null): CopyLine[] {
  return value ? [{ section, key, label, value }] : [];
}

/** The first line after the last copied one; past the end there is none. */
export function nextToCopy(lines: readonly CopyLine[], last: string | null): CopyLine | null {
  const here = lines.findIndex((each) => each.key === last);
  return lines[here + 1] ?? null;
}
