import type { ComponentChildren } from 'preact';
import { Field, type FieldProps } from './Field';

export interface TileOption {
  value: string;
  label: ComponentChildren;
  help?: ComponentChildren;
  picture?: ComponentChildren;
}

type Shell = Omit<FieldProps, 'children' | 'group'>;

interface TilesProps extends Shell {
  options: readonly TileOption[];
}

interface OneProps extends TilesProps {
  value: string | null;
  onChoose: (value: string) => void;
}

interface ManyProps extends TilesProps {
  values: readonly string[];
  onChange: (values: string[]) => void;
}

/** One of a few: big tiles, the whole of which can be hit. */
export function RadioTiles({ options, value, onChoose, ...field }: OneProps) {
  return (
    <Field {...field} group>
      {({ id }) => options.map((option) => <Tile key={option.value} option={option} type="radio" name={id} on={value === option.value} onChange={() => onChoose(option.value)} />)}
    </Field>
  );
}

/** Any of a few. */
export function CheckTiles({ options, values, onChange, ...field }: ManyProps) {
  const toggle = (value: string, on: boolean) =>
    onChange(on ? [...values, value] : values.filter((each) => each !== value));
  return (
    <Field {...field} group>
      {({ id }) => options.map((option) => <Tile key={option.value} option={option} type="checkbox" name={id} on={values.includes(option.value)} onChange={(on) => toggle(option.value, on)} />)}
    </Field>
  );
}

interface TileProps {
  option: TileOption;
  type: 'radio' | 'checkbox';
  name: string;
  on: boolean;
  onChange: (on: boolean) => void;
}

function Tile({ option, type, name, on, onChange }: TileProps) {
  return (
    <label class="tile">
      <input type={type} name={name} checked={on} onChange={(event) => onChange(event.currentTarget.checked)} />
      {option.picture && <span class="tile__picture">{option.picture}</span>}
      <span class="tile__body">
        <span class="tile__label">{option.label}</span>
        {option.help && <span class="tile__help">{option.help}</span>}
      </span>
    </label>
  );
}
