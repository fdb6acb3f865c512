/** Which act's form lies over the right side; none shows what the dossier says. */
import { signal } from '@preact/signals';
import type { Action } from '../api/types';

export const shownForm = signal<Action | null>(null);

export function showForm(action: Action | null): void {
  shownForm.value = action;
}
