import { describe, expect, it } from 'vitest';
import { chooseLanguage, fill, words } from '../../src/words';

describe('fill', () => {
  it('puts values in their places', () => {
    expect(fill('Chào {name}', { name: 'Lò Thị Mẫu' })).toBe('Chào Lò Thị Mẫu');
  });

  it('chooses the singular only for one', () => {
    expect(fill('{n} {n|day|days}', { n: 1 })).toBe('1 day');
    expect(fill('{n} {n|day|days}', { n: 3 })).toBe('3 days');
  });

  it('leaves a place that has no value as it is', () => {
    expect(fill('Còn {n} ngày')).toBe('Còn {n} ngày');
  });
});

describe('words', () => {
  const t = words({ hello: 'Xin chào' }, () => Promise.resolve({ default: { hello: 'Hello' } }));

  it('speaks Vietnamese until the English words are there, then English', async () => {
    expect(t('hello')).toBe('Xin chào');
    chooseLanguage('en');
    expect(t('hello')).toBe('Xin chào');
    await Promise.resolve();
    expect(t('hello')).toBe('Hello');
    chooseLanguage('vi');
    expect(t('hello')).toBe('Xin chào');
  });
});
