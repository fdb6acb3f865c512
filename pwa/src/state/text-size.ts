import { signal } from '@preact/signals';

export type TextSize = 'normal' | 'large' | 'largest';

const STORED = 'motcua.text';

export const textSize = signal<TextSize>(read());

textSize.subscribe((size) => {
  if (size === 'normal') delete document.documentElement.dataset.text;
  else document.documentElement.dataset.text = size;
});

export function chooseTextSize(size: TextSize): void {
  textSize.value = size;
  try {
    localStorage.setItem(STORED, size);
  } catch {
    // The size then lasts until the page is closed.
  }
}

function read(): TextSize {
  try {
    const kept = localStorage.getItem(STORED);
    return kept === 'large' || kept === 'largest' ? kept : 'normal';
  } catch {
    return 'normal';
  }
}
