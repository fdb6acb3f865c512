/** What is to be said of a file, as a table that can be opened beside it. */
import type { Finding } from './types';

const RISKY = /^[\s]*[=+\-@|%]/;

/** UTF-8 with its mark; a text that a spreadsheet program would run gets an apostrophe in front. */
export function csvOf(head: string[], findings: readonly Finding[], levelWord: (finding: Finding) => string): string {
  const rows = findings.map((each) => [each.row || '', each.column, each.code, levelWord(each), each.message]);
  return `\ufeff${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(value: string | number): string {
  const text = typeof value === 'string' && RISKY.test(value) ? `'${value}` : String(value);
  return `"${text.replaceAll('"', '""')}"`;
}

/** Hands a text to the browser as a file. */
export function save(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun to read by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
