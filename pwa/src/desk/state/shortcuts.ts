/** Single keys can be switched off: dictation software and some keyboards press them by accident. */
import { signal } from '@preact/signals';
import { read, write } from './kept';

const STORED = 'motcua.desk.shortcuts';

export const shortcutsOn = signal(read<boolean>(STORED) ?? true);

export function switchShortcuts(on: boolean): void {
  shortcutsOn.value = on;
  write(STORED, on);
}
