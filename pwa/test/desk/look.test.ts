import { beforeEach, expect, test } from 'vitest';
import { changeLook, filterOf, look, resetLook, zoomAround } from '../../src/desk/dossier/look';
import { pressOf } from '../../src/desk/logic/review';

beforeEach(() => changeLook({ zoom: 1, turn: 0, x: 0, y: 0, contrast: false, light: 0, wide: true }));

test('what lies under the pointer stays there while it grows', () => {
  const at = { x: 120, y: -40 };
  const under = (): number[] => [(at.x - look.value.x) / look.value.zoom, (at.y - look.value.y) / look.value.zoom];
  const before = under();
  for (const by of [1.5, 1.2, 0.7, 3]) zoomAround(by, at.x, at.y);
  expect(under().map((value) => value.toFixed(6))).toEqual(before.map((value) => value.toFixed(6)));
});

test('a page is never lost: neither too small nor endlessly large', () => {
  zoomAround(1000, 0, 0);
  expect(look.value.zoom).toBe(8);
  zoomAround(0.0001, 0, 0);
  expect(look.value.zoom).toBe(0.5);
  // At the limit nothing moves either.
  const { x } = look.value;
  zoomAround(0.5, 300, 0);
  expect(look.value.x).toBe(x);
});

test('light goes by steps to an end, and stays for the next page', () => {
  for (let nth = 0; nth < 9; nth += 1) changeLook({ light: look.value.light - 1 });
  expect(look.value.light).toBe(-4);
  changeLook({ turn: 90, zoom: 2 });
  resetLook();
  expect(look.value).toMatchObject({ light: -4, turn: 0, zoom: 1 });
});

test('the picture is filtered only when somebody asked', () => {
  expect(filterOf({ contrast: false, light: 0 })).toBeUndefined();
  expect(filterOf({ contrast: true, light: 0 })).toBe('grayscale(1) contrast(1.9)');
  expect(filterOf({ contrast: true, light: -1 })).toMatch(/contrast\(1\.9\) brightness\(0\.83/);
});

test('keys for light', () => {
  const plain = { ctrlKey: false, metaKey: false, altKey: false };
  expect(pressOf({ key: ',', ...plain })).toEqual({ do: 'light', by: -1 });
  expect(pressOf({ key: '.', ...plain })).toEqual({ do: 'light', by: 1 });
  expect(pressOf({ key: ',', ...plain, ctrlKey: true })).toBeNull();
});
