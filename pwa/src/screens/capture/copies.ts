/**
 * Pictures that the phone's own camera app may have left in the gallery, where everybody sees them who
 * holds this phone. They are remembered apart from the pictures themselves, which go when their pages are
 * made and sent: the copies do not go by themselves. Nothing but paper and time is kept.
 */
import { signal } from '@preact/signals';

export interface Copy {
  draft: string;
  paper: string;
  /** When the camera app kept it (ms). */
  at: number;
}

const STORED = 'motcua.copies';
/** Older ones scroll out of every gallery's first screens. */
const MOST = 50;

export const copies = signal<readonly Copy[]>(read());

export const noteCopy = (copy: Copy): void => keep([...copies.peek(), copy].slice(-MOST));

/** The person says that these are deleted. */
export const forgetCopies = (gone: readonly Copy[]): void => keep(copies.peek().filter((copy) => !gone.includes(copy)));

function keep(next: readonly Copy[]): void {
  copies.value = next;
  try {
    localStorage.setItem(STORED, JSON.stringify(next));
  } catch {
    // Where nothing may be kept the note stands until the app is closed.
  }
}

function read(): Copy[] {
  try {
    return JSON.parse(localStorage.getItem(STORED) ?? '[]') as Copy[];
  } catch {
    return [];
  }
}
