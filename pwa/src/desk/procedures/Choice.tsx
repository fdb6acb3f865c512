import { Field } from '../../components/Field';

interface ChoiceProps {
  label: string;
  value: string;
  options: readonly (readonly [value: string, label: string])[];
  onChoose: (value: string) => void;
  error?: string | null;
}

/** One of a few, in a list that takes little room. */
export function Choice({ label, value, options, onChoose, error }: ChoiceProps) {
  return (
    <Field label={label} error={error ?? null}>
      {(aria) => (
        <select {...aria} class="input" value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
          {options.map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
