/** What a key or a button does to the page in view. */
import { computed, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { isPressing, isTyping } from '../logic/keys';
import { pageAfter, pageBeside, type Press, pressOf } from '../logic/review';
import { judge, page as shown, pageId, pages as ordered } from '../state/dossier';
import { read, write } from '../state/kept';
import { phrases } from '../state/office';
import { shortcutsOn } from '../state/shortcuts';
import { td } from '../words';
import { changeLook, look, resetLook } from './look';

const MOVE = 90;
/** Narrower, the sentences would push the page out of view; they are unfolded on demand. */
const WIDE = 1024;
const STORED = 'motcua.desk.legend';

/** What was said of the last page, for screen readers and for whoever doubts a key press. */
export const announced = signal('');
/** Which sheet of the page in view is shown, from 1: a PDF may have several. */
const turnedTo = signal<{ page: string; sheet: number } | null>(null);
export const sheet = computed(() => (turnedTo.value?.page === shown.value?.id ? (turnedTo.value?.sheet ?? 1) : 1));
/** Somebody writes a sentence of their own for the page in view. */
export const writing = signal(false);
/** The list of sentences and keys is folded away by those who know it. */
export const legendOpen = signal(read<boolean>(STORED) ?? innerWidth >= WIDE);
legendOpen.subscribe((open) => write(STORED, open));

/** The element that the keys belong to. */
export const regionId = 'pages';

/**
 * After a click with the mouse Enter must mean the page again and not the button just clicked. A
 * button pressed by key (`detail` 0) keeps its focus.
 */
export function returnToPages(event: MouseEvent): void {
  if (event.detail > 0 && !(event.target as Element).closest('input, label')) focusPages();
}

export function focusPages(): void {
  document.getElementById(regionId)?.focus({ preventScroll: true });
}

export function useReviewKeys(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!shortcutsOn.peek() || isTyping(event.target) || isPressing(event)) return;
      const meant = pressOf(event);
      if (!meant) return;
      event.preventDefault();
      act(meant);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}

export function act(meant: Press): void {
  const page = shown.peek();
  if (!page) return;
  switch (meant.do) {
    case 'good':
      return markGood(page.id);
    case 'wrong':
      return markWrong(page.id, phrases.peek()[meant.phrase]);
    case 'write':
      return writeOwn();
    case 'go':
      return step(meant.by);
    case 'move':
      return changeLook({ y: look.peek().y - meant.by * MOVE });
    case 'zoom':
      return changeLook({ zoom: look.peek().zoom * (meant.by === 1 ? 1.25 : 0.8) });
    case 'fit':
      return changeLook({ zoom: 1, x: 0, y: 0, wide: !look.peek().wide });
    case 'turn':
      return changeLook({ turn: (look.peek().turn + meant.by * 90 + 360) % 360, x: 0, y: 0 });
    case 'contrast':
      return changeLook({ contrast: !look.peek().contrast });
    case 'light':
      return changeLook({ light: look.peek().light + meant.by });
    case 'legend':
      legendOpen.value = !legendOpen.peek();
  }
}

export function goTo(id: string): void {
  if (pageId.peek() !== id) resetLook();
  pageId.value = id;
}

/** The sheet before or after this one; past the ends of a page the page beside it. */
export function step(by: 1 | -1): void {
  const page = shown.peek();
  if (!page) return;
  const next = sheet.peek() + by;
  if (next < 1 || next > page.sheets) goTo(pageBeside(ordered.peek(), page.id, by));
  else {
    resetLook();
    turnedTo.value = { page: page.id, sheet: next };
  }
}

/** What one may want to see next: the sheet after this one, else the page after. */
export function next(): { page: string; sheet: number } | null {
  const page = shown.peek();
  if (!page) return null;
  if (sheet.peek() < page.sheets) return { page: page.id, sheet: sheet.peek() + 1 };
  const after = pageBeside(ordered.peek(), page.id, 1);
  return after === page.id ? null : { page: after, sheet: 1 };
}

/** A page of several sheets is good when its last one was seen: before that, the next one is shown. */
export function markGood(id: string): void {
  const sheets = shown.peek()?.sheets ?? 1;
  if (sheet.peek() < sheets) {
    step(1);
    announced.value = td('said.sheet', { n: sheet.peek(), of: sheets });
    return;
  }
  judge(id, { verdict: 'good', text: null });
  announced.value = td('said.good');
  goTo(pageAfter(ordered.peek(), id));
}

export function markWrong(id: string, text: string | undefined): void {
  if (!text) return;
  judge(id, { verdict: 'wrong', text });
  announced.value = td('said.wrong', { text });
  goTo(pageAfter(ordered.peek(), id));
}

export function writeOwn(): void {
  legendOpen.value = true;
  writing.value = true;
}
