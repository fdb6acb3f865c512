import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Answer } from '../../domain/answers';
import type { Column, Field } from '../../domain/procedure';
import type { Unknown } from '../../components/Field';

/** What every input gets; `shell` goes to the component that draws label, help and error. */
export interface InputProps {
  field: Field | Column;
  value: Answer | undefined;
  onChange: (value: Answer | undefined) => void;
  shell: Shell;
}

export interface Shell {
  label: string;
  help?: string;
  error: string | null;
  required: boolean;
  unknown?: Unknown;
}

/**
 * The text in an input, apart from the answer that it means: while somebody types, "15/3" is no date
 * yet and must not be rewritten under their finger. A change that comes from elsewhere shows.
 */
export function useTyped(
  value: Answer | undefined,
  show: (value: Answer | undefined) => string,
  onChange: (value: Answer | undefined) => void,
  read: (text: string) => Answer | undefined,
): [text: string, type: (text: string) => void] {
  const [text, setText] = useState(() => show(value));
  const told = useRef(value);
  // In the same turn as the drawing: later, the next key may have been typed already.
  useLayoutEffect(() => {
    if (value !== told.current) {
      told.current = value;
      setText(show(value));
    }
  }, [value]);
  const type = (typed: string): void => {
    setText(typed);
    const answer = typed.trim() === '' ? undefined : read(typed);
    told.current = answer;
    onChange(answer);
  };
  return [text, type];
}

export const asText = (value: Answer | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
