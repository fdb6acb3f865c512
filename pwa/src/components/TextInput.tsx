import { Field, type FieldProps } from './Field';

export interface TextInputProps extends Omit<FieldProps, 'children' | 'group'> {
  value: string;
  onInput: (value: string) => void;
  onBlur?: () => void;
  type?: 'text' | 'tel' | 'email' | 'password' | 'search';
  inputMode?: 'text' | 'numeric' | 'tel' | 'email' | 'decimal' | 'search';
  autocomplete?: string;
  placeholder?: string;
  maxLength?: number;
  /** Several lines. */
  long?: boolean;
  /** Wide letters for codes and numbers that are compared by eye. */
  spaced?: boolean;
}

/** A question answered by typing. */
export function TextInput(props: TextInputProps) {
  const { value, onInput, onBlur, type = 'text', inputMode, autocomplete = 'off', placeholder, maxLength, long, spaced, ...field } = props;
  const look = `input${spaced ? ' input--spaced' : ''}`;
  return (
    <Field {...field}>
      {(aria) =>
        long ? (
          <textarea {...aria} class={look} rows={4} value={value} placeholder={placeholder} maxLength={maxLength} onInput={(event) => onInput(event.currentTarget.value)} onBlur={onBlur} />
        ) : (
          // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-assertion -- The compiler pairs each type with its own roles and refuses the union.
          <input {...aria} class={look} type={type as 'text'} inputMode={inputMode} autocomplete={autocomplete} value={value} placeholder={placeholder} maxLength={maxLength} onInput={(event) => onInput(event.currentTarget.value)} onBlur={onBlur} />
        )
      }
    </Field>
  );
}
