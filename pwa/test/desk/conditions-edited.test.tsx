/** Conditions of several parts in the editor: shown as rows, changed, and the same when untouched. */
import { render } from 'preact';
import { useState } from 'preact/hooks';
import { afterEach, expect, it } from 'vitest';
import type { Condition } from '../../src/domain/conditions';
import { ConditionField } from '../../src/desk/procedures/ConditionField';
import { closed, made, opened, rowOf } from '../../src/desk/procedures/condition-parts';
import { conditionWords } from '../../src/desk/procedures/saying';
import type { Question } from '../../src/desk/procedures/types';

const QUESTIONS: Question[] = [
  { key: 'ghi_ro', label: 'Ghi rõ là gì', type: 'text' },
  { key: 'quan_he', label: 'Là gì của nhau?', type: 'select', options: [['cha', 'Cha'], ['me', 'Mẹ'], ['khac', 'Người khác']] },
  { key: 'cha_khai', label: 'Có khai cha không?', type: 'bool' },
  { key: 'lan', label: 'Kết hôn lần mấy?', type: 'number' },
  { key: 'ten', label: 'Họ và tên', type: 'person_name' },
];
const FATHER: Condition = { field: 'quan_he', is: 'cha' };
const NAMED: Condition = { field: 'cha_khai', is: true };
const TWICE: Condition = { any: [{ field: 'lan', at_least: 2 }, { field: 'ten', known: true }] };

/** As they stand in the package's files. */
const PACKAGED: Condition[] = [
  FATHER,
  { field: 'quan_he', in: ['cha', 'me'] },
  { not: { field: 'quan_he', is: 'khac' } },
  { any: [FATHER, NAMED] },
  { all: [FATHER, NAMED] },
  { all: [TWICE, NAMED] },
  { any: [{ field: 'quan_he', in: ['cha', 'me'] }, NAMED] },
];

afterEach(() => void render(null, document.body));

let kept: Condition | null = null;

function Screen({ first }: { first: Condition | null }) {
  const [condition, setCondition] = useState(first);
  kept = condition;
  return <ConditionField condition={condition} questions={QUESTIONS} onChange={setCondition} error={null} />;
}

function edit(condition: Condition | null): { last: () => Condition | null; of: (label: string) => HTMLSelectElement[]; press: (name: string) => Promise<void> } {
  render(<Screen first={condition} />, document.body);
  const of = (label: string): HTMLSelectElement[] =>
    [...document.querySelectorAll('label')].filter((each) => each.textContent === label).map((each) => document.getElementById(each.htmlFor) as HTMLSelectElement);
  const press = async (name: string): Promise<void> => {
    [...document.querySelectorAll('button')].find((each) => each.textContent?.trim() === name)?.click();
    await settled();
  };
  return { last: () => kept, of, press };
}

const settled = (): Promise<void> => new Promise((done) => setTimeout(done));

async function choose(select: HTMLSelectElement | undefined, value: string): Promise<void> {
  if (!select) throw new Error('Not there.');
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await settled();
}

it.each(PACKAGED)('opens and closes %j without changing it', (condition) => {
  const { group, parts } = opened(condition);
  expect(closed(group, parts)).toEqual(condition);
  for (const part of parts) {
    const row = rowOf(part);
    if (row) expect(made(row.field, row.test, row.values)).toEqual(part);
  }
});

/** Seen failing while conditions of several parts could only be taken away. */
it('changes how two tests are joined, the answer of one, and adds and removes another', async () => {
  const { last, of, press } = edit({ any: [FATHER, NAMED] });
  expect(of('So sánh').map((each) => each.value)).toEqual(['is', 'is']);
  await choose(of('Khi nào cần giấy này')[0], 'all');
  expect(last()).toEqual({ all: [FATHER, NAMED] });
  await choose(of('Trả lời là')[0], 'me');
  await choose(of('So sánh')[1], 'is_not');
  expect(last()).toEqual({ all: [{ field: 'quan_he', is: 'me' }, { not: NAMED }] });
  await press('Thêm điều kiện');
  await choose(of('Câu hỏi')[2], 'lan');
  expect(last()).toEqual({ all: [{ field: 'quan_he', is: 'me' }, { not: NAMED }, { field: 'lan', at_least: 1 }] });
  await press('Bỏ điều này');
  expect(last()).toEqual({ all: [{ not: NAMED }, { field: 'lan', at_least: 1 }] });
  await choose(of('Khi nào cần giấy này')[0], '');
  expect(last()).toBeNull();
});

it('begins one, and names several answers of which one is never the last to go', async () => {
  const { last, of } = edit(null);
  await choose(of('Khi nào cần giấy này')[0], 'all');
  expect(last()).toEqual(FATHER);
  await choose(of('So sánh')[0], 'one_of');
  const [father, mother] = [...document.querySelectorAll<HTMLInputElement>('input[type=checkbox]')];
  mother?.click();
  await settled();
  expect(last()).toEqual({ field: 'quan_he', in: ['cha', 'me'] });
  father?.click();
  await settled();
  mother?.click();
  await settled();
  expect(last()).toEqual({ field: 'quan_he', in: ['me'] });
});

it('keeps a group within a group, and changes a part of it', async () => {
  const { last, of } = edit({ all: [TWICE, NAMED] });
  await choose(of('So sánh')[1], 'unknown');
  expect(last()).toEqual({ all: [{ any: [{ field: 'lan', at_least: 2 }, { not: { field: 'ten', known: true } }] }, NAMED] });
  await choose(of('Nhóm điều kiện')[0], 'all');
  expect(last()).toMatchObject({ all: [{ all: [{ field: 'lan' }, {}] }, NAMED] });
});

it('says what it cannot show as rows, and lets it go', async () => {
  const odd: Condition = { not: { any: [FATHER, NAMED] } };
  const { last, press } = edit({ all: [odd, NAMED] });
  expect(document.body.textContent).toContain(conditionWords(odd, QUESTIONS));
  await press('Bỏ điều này');
  expect(last()).toEqual(NAMED);
});

it('says which group belongs together', () => {
  expect(conditionWords({ all: [TWICE, NAMED] }, QUESTIONS)).toBe(
    '(“Kết hôn lần mấy?” từ 2 trở lên hoặc đã trả lời “Họ và tên”) và “Có khai cha không?” là Có',
  );
});

it('shows a condition on a question that is not there, so that it can be put right', () => {
  const { of } = edit({ field: 'da_bo', is: 'x' });
  expect(of('Câu hỏi')[0]?.value).toBe('da_bo');
});
