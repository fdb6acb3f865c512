/** Marks on the screen what is being read: the row, and in it the very words where the browser can. */
import type { Part, Sentence } from './sentences';

const ROWS: Part[] = ['get', 'who', 'bring', 'long', 'money', 'next'];
const NAME = 'told';

export function mark(sentence: Sentence | null): void {
  document.querySelector(`.${NAME}`)?.classList.remove(NAME);
  if ('highlights' in CSS) CSS.highlights.delete(NAME);
  if (!sentence) return;
  const row = document.querySelectorAll('.facts__one')[ROWS.indexOf(sentence.part)];
  const words = sentence.text.replace(/[.!?]$/, '');
  const range = (row && find(row, words)) ?? find(document.querySelector('main'), words);
  const marked = range?.startContainer.parentElement ?? row;
  marked?.classList.add(NAME);
  if (range && 'highlights' in CSS) CSS.highlights.set(NAME, new Highlight(range));
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  marked?.scrollIntoView({ block: 'center', behavior: still ? 'auto' : 'smooth' });
}

function find(place: Element | null, words: string): Range | null {
  const walker = place && document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  while (walker?.nextNode()) {
    const node = walker.currentNode as Text;
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    return range;
  }
  return null;
}
