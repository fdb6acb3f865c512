/** How the page in view is looked at: its size, place, turn and light. Nothing of it is kept. */
import { signal } from '@preact/signals';

export interface Look {
  /** 1 fits the page into the frame. */
  zoom: number;
  turn: number;
  x: number;
  y: number;
  contrast: boolean;
  /** Steps lighter (above 0) or darker (below 0). */
  light: number;
  /** Fits the width instead of the whole page. */
  wide: boolean;
}

const LEAST = 0.5;
const MOST = 8;
const LIGHTEST = 4;

export const look = signal<Look>({ zoom: 1, turn: 0, x: 0, y: 0, contrast: false, light: 0, wide: true });

export function changeLook(change: Partial<Look>): void {
  const next = { ...look.peek(), ...change };
  look.value = { ...next, zoom: between(LEAST, next.zoom, MOST), light: between(-LIGHTEST, next.light, LIGHTEST) };
}

/** Another page begins whole and upright; contrast, light and fitting stay as one likes them. */
export function resetLook(): void {
  changeLook({ zoom: 1, turn: 0, x: 0, y: 0 });
}

/** Larger by a factor around a point, which stays where it is; the point counts from the middle. */
export function zoomAround(by: number, toX: number, toY: number): void {
  const { zoom, x, y } = look.peek();
  const next = between(LEAST, zoom * by, MOST);
  const grown = next / zoom;
  changeLook({ zoom: next, x: toX - (toX - x) * grown, y: toY - (toY - y) * grown });
}

/** Faint ink shows when the picture is darker, and more so with contrast. */
export function filterOf({ contrast, light }: Pick<Look, 'contrast' | 'light'>): string | undefined {
  const parts = [contrast && 'grayscale(1) contrast(1.9)', light && `brightness(${1.2 ** light})`].filter(Boolean);
  return parts.length ? parts.join(' ') : undefined;
}

function between(least: number, value: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
