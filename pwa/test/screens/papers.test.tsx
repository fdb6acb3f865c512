/** What to bring, on the procedure's screen. */
import { render } from 'preact';
import { afterEach, expect, it } from 'vitest';
import type { ProcedureDetail } from '../../src/domain/procedure';
import { Papers } from '../../src/screens/procedure/Papers';

afterEach(() => void render(null, document.body));

const shown = (uncertain?: string[]): string => {
  const papers = [{ key: 'a', name: 'Giấy chứng sinh', kind: 'nop', required: true }];
  render(<Papers detail={{ mode: 'form', papers, uncertain } as unknown as ProcedureDetail} />, document.body);
  return document.body.textContent;
};

/** Seen failing without the row: a list that is not certain looked like all that is needed. */
it('says to ask where nobody is sure of the papers, and only there', () => {
  expect(shown(['days', 'papers'])).toContain('Hỏi lại tại bộ phận một cửa');
  expect(shown(['days'])).not.toContain('Hỏi lại');
  expect(shown()).not.toContain('Hỏi lại');
});
