import { describe, expect, it } from 'vitest';
import { feeQuote } from '../../src/domain/fees';
import { submissionBody } from '../../src/domain/payload';
import type { ProcedureDetail } from '../../src/domain/procedure';
import {
  askedAnswers,
  askedSections,
  eligibilityOf,
  gapsOf,
  neededPapers,
} from '../../src/domain/questions';
import { aDraft, NOW } from '../support/dossiers';

const detail: ProcedureDetail = {
  code: '2.000635',
  version: 1,
  name: 'Cấp bản sao',
  short_name: 'Bản sao',
  mode: 'form',
  fee: { rules: [{ kind: 'per_copy', amount: 8000, online: 8000, copies_field: 'so_luong' }] },
  papers: [
    { key: 'to_khai', name: 'Tờ khai', kind: 'nop', required: true, own_form: true },
    { key: 'uy_quyen', name: 'Ủy quyền', kind: 'nop', required: true, when: { field: 'loai', is: 'khac' } },
  ],
  eligibility: [
    { key: 'du_75', ask: 'Đủ 75 tuổi?' },
    {
      key: 'ngheo',
      ask: 'Hộ nghèo?',
      when: { field: 'du_75', is: false },
      stop_when: { field: 'ngheo', is: false },
      text: 'Chưa đủ.',
    },
  ],
  sections: [
    {
      key: 'a',
      title: 'A',
      fields: [
        { key: 'loai', label: 'Loại', type: 'select', required: true, options: [['khac', 'Khác'], ['x', 'X']] },
        { key: 'loai_khac', label: 'Ghi rõ', type: 'text', required: true, when: { field: 'loai', is: 'khac' } },
        { key: 'so_luong', label: 'Số bản', type: 'number', required: true },
      ],
    },
    {
      key: 'b',
      title: 'B',
      when: { field: 'loai_khac', known: true },
      fields: [{ key: 'ly_do', label: 'Lý do', type: 'text' }],
    },
  ],
};

it('drops the answer to a question that is no longer asked, and all that hung on it', () => {
  const answers = { loai: 'x', loai_khac: 'Sổ', ly_do: 'mất', so_luong: 2, la: 1 };
  expect(askedAnswers(detail, answers)).toEqual({ loai: 'x', so_luong: 2 });
  expect(askedSections(detail, answers).map((section) => section.key)).toEqual(['a']);
  const other = { ...answers, loai: 'khac' };
  expect(askedSections(detail, other).map((section) => section.key)).toEqual(['a', 'b']);
});

it('asks for the papers that the answers call for, and names what is missing', () => {
  expect(neededPapers(detail, { loai: 'x' }).map((paper) => paper.key)).toEqual(['to_khai']);
  const answers = { loai: 'khac', loai_khac: null };
  expect(gapsOf(detail, answers, ['uy_quyen', 'khong_co'])).toEqual(['paper:uy_quyen', 'field:loai_khac']);
});

it('tells the fee only when it is known', () => {
  expect(feeQuote(detail, { so_luong: 3 })).toBe(24_000);
  expect(feeQuote(detail, {})).toBeNull();
  expect(feeQuote({ ...detail, fee: { rules: [] } }, {})).toBeNull();
});

describe('the questions before the form', () => {
  it('come one after the other', () => {
    expect(eligibilityOf(detail, {}).asked.map((each) => each.key)).toEqual(['du_75']);
    expect(eligibilityOf(detail, { du_75: true })).toMatchObject({ complete: true, stop: null });
  });
  it('end the matter and say why', () => {
    expect(eligibilityOf(detail, { du_75: false, ngheo: false }).stop?.text).toBe('Chưa đủ.');
  });
});

it('freezes a body with only what is asked, and pages in their order', () => {
  const page = (id: string, paper: string) => ({ id, paper, sha256: id, bytes: 1, media_type: 'image/webp' });
  const draft = aDraft('d', {
    answers: { loai: 'khac', loai_khac: 'Sổ', so_luong: 1, la: 'x' },
    pages: [page('1', 'uy_quyen'), page('2', 'bo_di'), page('3', 'uy_quyen')],
    consents: ['process'],
  });
  const body = JSON.parse(submissionBody(detail, draft, 'Lò Thị Mẫu', NOW)) as Record<string, unknown>;
  expect(body).toMatchObject({
    payload: 1,
    revision: 1,
    submit: true,
    answers: { loai: 'khac', loai_khac: 'Sổ', so_luong: 1 },
    people: { owner: { full_name: 'Lò Thị Mẫu', same_as_submitter: true } },
    fee_quote: { amount: 8000 },
  });
  expect(body.manifest).toEqual([
    { paper: 'uy_quyen', page: 1, sha256: '1', bytes: 1, media_type: 'image/webp' },
    { paper: 'uy_quyen', page: 2, sha256: '3', bytes: 1, media_type: 'image/webp' },
  ]);
});
