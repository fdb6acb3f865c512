import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { isTyping } from '../logic/keys';
import { shortcutsOn } from '../state/shortcuts';

const STEPS: Record<string, 1 | -1> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

/** Arrow keys (and j, k) move through the rows; a refresh never takes the focus from its row. */
export function useRowKeys(list: RefObject<HTMLOListElement | null>, rows: unknown): void {
  const focused = useRef<string | null>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const by = STEPS[event.key];
      if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) && !(event.key === 'ArrowDown' && isSearch(event.target))) return;
      if (!shortcutsOn.peek() && event.key.length === 1) return;
      const links = [...(list.current?.querySelectorAll<HTMLAnchorElement>('a[data-row]') ?? [])];
      const here = links.findIndex((link) => link === document.activeElement);
      const next = links[here === -1 ? (by === 1 ? 0 : links.length - 1) : here + by];
      if (!next) return;
      event.preventDefault();
      next.focus();
    };
    const moved = (): void => {
      focused.current = document.activeElement?.getAttribute('data-row') ?? null;
    };
    addEventListener('keydown', press);
    addEventListener('focusin', moved);
    return () => {
      removeEventListener('keydown', press);
      removeEventListener('focusin', moved);
    };
  }, []);
  useLayoutEffect(() => {
    if (!focused.current || document.activeElement !== document.body) return;
    list.current?.querySelector<HTMLAnchorElement>(`a[data-row="${focused.current}"]`)?.focus({ preventScroll: true });
  }, [rows]);
}

function isSearch(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.type === 'search';
}
