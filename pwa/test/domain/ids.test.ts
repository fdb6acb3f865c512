import { expect, it } from 'vitest';
import { newId } from '../../src/domain/ids';
import { fold, matches } from '../../src/domain/fold';
import { ETHNIC_GROUPS } from '../../src/domain/ethnic';
import { readIdNumber, readPhone, readTaxNumber, showPhone } from '../../src/domain/phones';

it('makes UUIDv7 that sort by time', () => {
  const early = newId(1_700_000_000_000);
  const late = newId(1_700_000_000_001);
  expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(early < late).toBe(true);
  expect(newId(1_700_000_000_000)).not.toBe(early);
});

it('finds names without their marks', () => {
  expect(fold('  Xã Luận Thành, Đắk Lắk ')).toBe('xa luan thanh dak lak');
  expect(matches('thanh lu', fold('Luận Thành'))).toBe(true);
  expect(matches('uan', fold('Luận Thành'))).toBe(false);
});

it('knows the 54 ethnic groups, each once', () => {
  expect(new Set(ETHNIC_GROUPS).size).toBe(54);
});

it.each([
  ['0912 345 678', '+84912345678'],
  ['+84912345678', '+84912345678'],
  ['84912345678', '+84912345678'],
  ['0237 3852 246', '+842373852246'],
  ['0112345678', null],
  ['09123', null],
])('reads the phone number %s', (typed, number) => expect(readPhone(typed)).toBe(number));

it('shows numbers in groups and reads card and tax numbers', () => {
  expect(showPhone('+84912345678')).toBe('0912 345 678');
  expect(readIdNumber('0383 0100 0123')).toBe('038301000123');
  expect(readIdNumber('123456789')).toBe('123456789');
  expect(readIdNumber('12345')).toBeNull();
  expect(readTaxNumber('0101234567-001')).toBe('0101234567-001');
});
