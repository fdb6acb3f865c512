import { expect, it } from 'vitest';
import { flatten } from '../../src/state/places';

it('adds up the steps to codes of five digits, province by province', () => {
  const list = flatten({
    provinces: [['01', 'Hà Nội', 2], ['38', 'Thanh Hóa', 1]],
    words: 'Ba|Thành|Võ|Giảng|Luận|Đình',
    names: '#(!&%!\'$',
    steps: `'0${String.fromCharCode(35 + 15634)}`,
    kinds: 'ppx',
  });
  expect(list.map(({ code }) => code)).toEqual(['00004', '00017', '15634']);
  expect(list.map(({ name }) => name)).toEqual(['Ba Đình', 'Giảng Võ', 'Luận Thành']);
  expect(list[2]).toMatchObject({ province: '38', folded: 'luan thanh thanh hoa' });
});
