/** Dossiers of one set: the officer reads that they belong together and which day is named. */
import { render } from 'preact';
import { afterEach, expect, it } from 'vitest';
import type { DeskDossier, Row as RowData } from '../../src/desk/api/types';
import { Together } from '../../src/desk/dossier/Together';
import { Row } from '../../src/desk/worklist/Row';

const shown = (dossier: Partial<DeskDossier>): string => {
  render(<Together dossier={dossier as DeskDossier} />, document.body);
  return document.body.textContent ?? '';
};
const one = (id: string, changes: object = {}) => ({
  id, slip: 'ABC-DEF-G', code: null, procedure_name: `Việc ${id}`, state: '2' as const, due: '2026-11-25T10:30:00Z', ...changes,
});

afterEach(() => void render(null, document.body));

it('names the one slip, the one day and the way to the others', () => {
  const together = { slip: 'ABC-DEF-G', day: '2026-11-26T10:30:00Z', certain: true, dossiers: [one('a'), one('b', { code: 'H56.126-261120-0001' })] };
  const text = shown({ id: 'a', together });
  expect(text).toContain('ABC-DEF-G');
  expect(text).toContain('26/11/2026');
  expect(text).toContain('H56.126-261120-0001');
  expect([...document.body.querySelectorAll('a')].map((link) => link.getAttribute('href'))).toEqual(['/desk/ho-so/b']);
});

it('promises no day before each date binds', () => {
  const together = { slip: 'ABC-DEF-G', day: '2026-11-26T10:30:00Z', certain: false, dossiers: [one('a'), one('b')] };
  expect(shown({ id: 'a', together })).toContain('Dự kiến');
  expect(shown({ id: 'a', together: { ...together, day: null } })).toContain('Chưa có ngày');
});

it('says nothing of what stands alone, or when the server does not know', () => {
  expect(shown({ id: 'a', together: null })).toBe('');
  expect(shown({ id: 'a' })).toBe('');
});

it('marks a row of a set in the list, and no other', () => {
  const row = { id: 'a', state: '1', procedure_name: 'Khai sinh', owner_name: 'Lò Thị Mẫu', verified: true, opened: true, gaps: 0, pages: 0, due_at: null, due_kind: null } as RowData;
  render(<Row row={{ ...row, together: 3 }} />, document.body);
  expect(document.body.querySelector('.note--set')?.textContent?.trim()).toBe('Bộ 3');
  render(<Row row={{ ...row, together: 0 }} />, document.body);
  expect(document.body.querySelector('.note--set')).toBeNull();
  render(<Row row={row} />, document.body);
  expect(document.body.querySelector('.note--set'), 'A list kept from an older server').toBeNull();
});
