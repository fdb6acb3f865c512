import { describe, expect, it } from 'vitest';
import { readIndex } from '../../src/domain/catalogue';
import { searchOver, sound } from '../../src/domain/search';
import file from '../search/index.json';

const index = readIndex(file);
const search = searchOver(index?.entries ?? []);
const codes = (query: string) => search(query).map(({ code }) => code);

describe('what people type', () => {
  it.each([
    ['khai sinh', '1.001193'],
    ['KHAI SINH', '1.001193'],
    ['làm giấy khai sinh cho con', '1.001193'],
    ['con mới đẻ', '1.001193'],
    ['mất giấy khai sinh', '1.004884'],
    ['trích lục', '2.000635'],
    ['xin bản sao giấy khai sinh', '2.000635'],
    ['đăng ký kết hôn', '1.000894'],
    ['lấy vợ', '1.000894'],
    ['giấy độc thân', '1.004873'],
    ['xac nhan tinh trang hon nhan', '1.004873'],
    ['sao y', '2.000815'],
    ['photo công chứng', '2.000815'],
    ['chứng thực chữ ký', '2.000884'],
    ['sơ yếu lý lịch', '2.000884'],
    ['hưu trí', '1.014027'],
    ['tiền người già', '1.014027'],
    ['tạm trú', '1.004194'],
    ['báo tử', '1.000656'],
    ['hộ nghèo', '1.011607'],
    ['sổ đỏ', '1.013978'],
    ['mở quán bán hàng', '1.001612'],
  ])('%s', (query, code) => {
    expect(codes(query).slice(0, 3)).toContain(code);
  });

  it('forgives one wrong letter', () => {
    expect(codes('khai sihn')).toContain('1.001193');
    expect(codes('ket hom')[0]).toBe('1.000894');
  });

  it('finds by the official code', () => {
    expect(codes('2.000635')).toEqual(['2.000635']);
  });

  it('prefers what has every word, and else shows what has most', () => {
    expect(codes('khai tử')[0]).toBe('1.000656');
    expect(codes('đăng ký kết hôn với người nước ngoài')[0]).toBe('1.000894');
  });

  it('finds nothing for nothing and for nonsense', () => {
    expect(codes('')).toEqual([]);
    expect(codes('   ')).toEqual([]);
    expect(codes('xyzxyz')).toEqual([]);
  });
});

describe('as it sounds in the northern mountains', () => {
  it.each([
    ['chích lục', '2.000635'],
    ['nấy vợ', '1.000894'],
    ['xổ đỏ', '1.013978'],
    ['dám hộ', '1.004837'],
  ])('%s', (query, code) => {
    expect(codes(query).slice(0, 3)).toContain(code);
  });

  it('writes alike what is heard alike, and nothing else', () => {
    expect(sound('tranh')).toBe(sound('chanh'));
    expect(sound('xinh')).toBe(sound('sinh'));
    expect(sound('giay')).toBe(sound('day'));
    expect(sound('ky')).toBe(sound('ki'));
    expect(sound('nghe')).not.toBe(sound('le'));
    expect(sound('nha')).not.toBe(sound('la'));
    expect(sound('gi')).not.toBe(sound('di'));
  });
});
