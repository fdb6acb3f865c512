const BUTTON_KEYS = ['Enter', ' '];

/** Letters belong to a field while somebody types in it, and to a dialog while one is open. */
export function isTyping(target: EventTarget | null): boolean {
  const element = target as Element | null;
  if (document.querySelector('dialog[open]')) return true;
  return Boolean(element?.closest?.('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]'));
}

/** Enter and Space press whatever button or link has the focus; they mean nothing else then. */
export function isPressing(event: KeyboardEvent): boolean {
  if (!BUTTON_KEYS.includes(event.key)) return false;
  return Boolean((event.target as Element | null)?.closest?.('button, a[href], summary, input, label'));
}
