/**
 * Typed text outlives an outage, a reload and a closed window: it lies in this browser, by officer,
 * dossier and form, until it was sent or the officer signed out. What nobody came back to is forgotten
 * after two weeks.
 */
import { useCallback, useState } from 'preact/hooks';
import { officerId } from './session';

const PREFIX = 'motcua.desk.kept.';
const LIFETIME_MS = 14 * 86_400_000;

interface Kept<T> {
  at: number;
  value: T;
}

export function keep<T>(name: string, value: T): void {
  write(keyOf(name), { at: Date.now(), value });
}

export function kept<T>(name: string): T | null {
  return read<Kept<T>>(keyOf(name))?.value ?? null;
}

export function forget(name: string): void {
  drop(keyOf(name));
}

export function forgetOld(now: number): void {
  for (const key of keysFrom(PREFIX)) {
    const found = read<Kept<unknown>>(key);
    if (!found || now - found.at > LIFETIME_MS) drop(key);
  }
}

/** Whether this officer typed something that was not sent. */
export function hasMine(): boolean {
  return myKeys().length > 0;
}

/** At sign-out: the next person at this computer finds no one else's text. */
export function forgetMine(): void {
  myKeys().forEach(drop);
}

function myKeys(): string[] {
  return keysFrom(keyOf(''));
}

/** State that is kept under a name at every change. */
export function useKept<T>(name: string, first: () => T): [T, (value: T) => void, () => void] {
  const [value, setValue] = useState<T>(() => kept<T>(name) ?? first());
  const set = useCallback(
    (next: T) => {
      setValue(next);
      keep(name, next);
    },
    [name],
  );
  return [value, set, useCallback(() => forget(name), [name])];
}

/** Storage may be forbidden or full; the page then works on, and only a reload would lose text. */
export function read<T>(key: string): T | null {
  try {
    const text = localStorage.getItem(key);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

export function write(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Nothing more can be done here; the text is still in the form.
  }
}

export function drop(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Forbidden storage holds nothing to remove.
  }
}

export function keysFrom(prefix: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}

function keyOf(name: string): string {
  return `${PREFIX}${officerId.peek()}.${name}`;
}
