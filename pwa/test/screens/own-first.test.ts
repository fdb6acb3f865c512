import { expect, it } from 'vitest';
import { ownFirst } from '../../src/screens/help/own-first';
import type { Agency } from '../../src/state/places';

const agency = (code: string): Agency => ({ code, name: code, commune_code: '00000' });
const LIST = [agency('H52.101'), agency('H56.126'), agency('H60.200')];
const codes = (own: string[]): string[] => ownFirst(LIST, new Set(own)).map(({ code }) => code);

it('puts the communes of one\'s own dossiers first and keeps the order otherwise', () => {
  expect(codes(['H56.126'])).toEqual(['H56.126', 'H52.101', 'H60.200']);
  expect(codes([])).toEqual(['H52.101', 'H56.126', 'H60.200']);
});
