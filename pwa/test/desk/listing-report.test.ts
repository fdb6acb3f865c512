import { describe, expect, it } from 'vitest';
import { csvOf } from '../../src/desk/listing/report';

const head = ['Hàng', 'Cột', 'Mã', 'Loại', 'Điều cần biết'];
const finding = { level: 'note', row: 7, column: 'Phí', code: '1.012345', message: 'Ô ghi "8.000", đã đọc.' } as const;

describe('the report of a list', () => {
  it('is a table that spreadsheet programs read with its marks', () => {
    const text = csvOf(head, [finding], () => 'Cần biết');
    expect(text.startsWith('\ufeff"Hàng","Cột"')).toBe(true);
    expect(text).toContain('"7","Phí","1.012345","Cần biết","Ô ghi ""8.000"", đã đọc."\r\n');
  });

  // Seen failing without the apostrophe.
  it.each(['=HYPERLINK("x")', ' +1', '-1', '@SUM(A1)', '|calc', '%x'])('never runs what a heading says: %s', (column) => {
    const text = csvOf(head, [{ ...finding, row: 0, column }], () => 'x');
    expect(text).toContain(`"","'${column.replaceAll('"', '""')}"`);
  });
});
