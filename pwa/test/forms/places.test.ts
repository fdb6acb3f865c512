import { describe, expect, it } from 'vitest';
import { nearestFirst } from '../../src/forms/inputs/places';
import type { Commune } from '../../src/state/places';

const commune = (code: string, province: string): Commune => ({
  code,
  name: code,
  kind: 'x',
  province,
  province_name: province,
  folded: code,
});
const LIST = [commune('1', '01'), commune('2', '01'), commune('3', '38'), commune('4', '38')];
const order = (near: string | undefined): string => nearestFirst(LIST, near).map(({ code }) => code).join('');

describe('the list of communes', () => {
  it('begins where the person files, then goes on in that province', () => {
    expect(order('4')).toBe('4312');
  });
  it('stays as it is where that is not known', () => {
    expect(order(undefined)).toBe('1234');
    expect(order('999')).toBe('1234');
  });
});
