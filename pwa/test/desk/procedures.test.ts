import { expect, it } from 'vitest';
import { conditionWords, valueOf, whatOf } from '../../src/desk/procedures/saying';
import type { Parts, Question } from '../../src/desk/procedures/types';

const QUESTIONS: Question[] = [
  { key: 'quan_he', label: 'Là gì của nhau?', type: 'select', options: [['con', 'Con'], ['khac', 'Người khác']] },
  { key: 'da_co', label: 'Đã có giấy cũ?', type: 'bool' },
];
const PARTS = {
  papers: [{ key: 'uy_quyen', name: 'Giấy ủy quyền', kind: 'nop', required: true }],
  fee: { text: '', rules: [{ kind: 'fixed', name: 'Trang đầu', amount: 2000 }] },
  sections: [{ key: 'yeu_cau', title: 'Xin gì?', help: null, fields: [{ key: 'so', label: 'Mấy bản?', help: null, example: null }] }],
} as unknown as Parts;

it.each([
  ['days.value', 'Số ngày làm việc'],
  ['fee.rules.0.amount', 'Trang đầu: Mức nộp tại quầy'],
  ['papers.uy_quyen', 'Giấy “Giấy ủy quyền”'],
  ['papers.uy_quyen.when', 'Giấy “Giấy ủy quyền”: Khi nào cần giấy này'],
  ['sections.yeu_cau.title', 'Phần “Xin gì?”: Tên phần'],
  ['sections.yeu_cau.fields.so.label', 'Ô “Mấy bản?”: Câu hỏi'],
  ['order.papers', 'Thứ tự giấy tờ'],
  ['papers', 'Giấy tờ'],
  ['contact', 'Hỏi ai'],
])('calls %s by what people see', (path, words) => {
  expect(whatOf(path, PARTS)).toBe(words);
});

it.each([
  ['days.value', 0, 'Trong ngày'],
  ['days.value', 3, '3 ngày làm việc'],
  ['fee.rules.0.amount', 15000, '15.000 đồng'],
  ['papers.uy_quyen.copies', 2, '2'],
  ['papers.uy_quyen.required', false, 'Không'],
  ['papers.uy_quyen.kind', 'tra_cuu', 'Cán bộ tự tra'],
  ['papers.uy_quyen.when', null, 'Luôn cần'],
  ['papers.uy_quyen', { name: 'Giấy ủy quyền' }, 'Giấy ủy quyền'],
  [
    'papers.uy_quyen',
    { name: 'Giấy ủy quyền', kind: 'nop', required: false, copies: 2, when: { field: 'da_co', is: true } },
    'Giấy ủy quyền · Chụp ảnh nộp · Nếu có · Số bản: 2 · Cần khi: “Đã có giấy cũ?” là Có',
  ],
  ['order.papers', ['Giấy cũ', 'Ảnh thẻ'], 'Giấy cũ → Ảnh thẻ'],
  ['papers.uy_quyen.picture', 'land_book', 'Sổ đỏ'],
  ['contact', null, '(để trống)'],
])('says the value of %s in words', (path, value, words) => {
  expect(valueOf({ path }, value, QUESTIONS)).toBe(words);
});

it('says a condition by questions and answers, never by keys', () => {
  const both = { all: [{ field: 'quan_he', in: ['con', 'khac'] }, { not: { field: 'da_co', is: true } }] };
  expect(conditionWords(both, QUESTIONS)).toBe('“Là gì của nhau?” là Con hoặc Người khác và không phải: “Đã có giấy cũ?” là Có');
  expect(conditionWords({ field: 'khong_co', known: true }, QUESTIONS)).toBe('đã trả lời “khong_co”');
});
