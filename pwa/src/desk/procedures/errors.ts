import type { Work } from './useEdit';

/** What is wrong with the part of a path, or with all that begins like one with `*`; null where nothing is. */
export type Errors = (path: string) => string | null;

/** The server's words about what was saved last; what has no change yet is not told before the first. */
export function useErrors(work: Work): Errors {
  const edit = work.editor?.edit;
  if (!edit?.changes.length) return () => null;
  return (path) => {
    const told = path.endsWith('*') ? Object.keys(edit.errors).filter((each) => each.startsWith(path.slice(0, -1))) : [path];
    return told.flatMap((each) => edit.errors[each] ?? []).join(' ') || null;
  };
}
