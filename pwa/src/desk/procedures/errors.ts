import type { Work } from './useEdit';

/** What is wrong with the part of a path; null where nothing is. */
export type Errors = (path: string) => string | null;

/** The server's words about what was saved last; what has no change yet is not told before the first. */
export function useErrors(work: Work): Errors {
  const edit = work.editor?.edit;
  return (path) => (edit?.changes.length ? (edit.errors[path]?.join(' ') ?? null) : null);
}
