import { useState } from 'preact/hooks';
import { IconNext } from '../../components/icons';
import { Field } from '../../components/Field';
import { CheckTiles, RadioTiles } from '../../components/Tiles';
import { ETHNIC_GROUPS } from '../../domain/ethnic';
import type { Option } from '../../domain/procedure';
import { formWords as t } from '../words';
import { type PickOption, PickerSheet } from './PickerSheet';
import type { InputProps, Shell } from './shared';
import { asText } from './shared';

/** More than this many tiles are a list to search instead. */
const MANY_TILES = 9;

export function Select({ field, value, onChange, shell }: InputProps) {
  const options = field.options ?? [];
  if (options.length > MANY_TILES) {
    const list = options.map(([key, label]) => ({ value: key, label }));
    return <Picker shell={shell} value={asText(value)} options={list} onChange={onChange} />;
  }
  return (
    <RadioTiles
      {...shell}
      value={asText(value) || null}
      options={options.map(([key, label]) => ({ value: key, label }))}
      onChoose={onChange}
    />
  );
}

export function Multi({ field, value, onChange, shell }: InputProps) {
  const chosen = Array.isArray(value) ? (value as string[]) : [];
  return (
    <CheckTiles
      {...shell}
      values={chosen}
      options={tilesOf(field.options ?? [])}
      onChange={(values) => onChange(values.length > 0 ? values : undefined)}
    />
  );
}

export function YesNo({ value, onChange, shell }: InputProps) {
  return (
    <RadioTiles
      {...shell}
      value={typeof value === 'boolean' ? String(value) : null}
      options={[
        { value: 'true', label: t('yes') },
        { value: 'false', label: t('no') },
      ]}
      onChoose={(chosen) => onChange(chosen === 'true')}
    />
  );
}

/** A statement that the person makes; never ticked beforehand. */
export function Confirm({ value, onChange, shell }: InputProps) {
  return (
    <CheckTiles
      {...shell}
      label=""
      values={value === true ? ['yes'] : []}
      options={[{ value: 'yes', label: shell.label }]}
      onChange={(values) => onChange(values.length > 0 ? true : undefined)}
    />
  );
}

const ETHNIC = ETHNIC_GROUPS.map((name) => ({ value: name, label: name }));

export function Ethnic({ value, onChange, shell }: InputProps) {
  return (
    <Picker
      shell={shell}
      value={asText(value)}
      options={ETHNIC}
      onChange={onChange}
      own={(typed) => `Khác: ${typed}`}
    />
  );
}

const NATIONALITIES = ['Việt Nam', 'Lào', 'Trung Quốc', 'Campuchia'].map((name) => ({
  value: name,
  label: name,
}));

export function Nationality({ value, onChange, shell }: InputProps) {
  return (
    <Picker
      shell={shell}
      value={asText(value)}
      options={NATIONALITIES}
      onChange={onChange}
      own={(typed) => typed}
    />
  );
}

export const BANKS = [
  'Agribank',
  'BIDV',
  'VietinBank',
  'Vietcombank',
  'LPBank',
  'MB',
  'Techcombank',
  'Sacombank',
  'VPBank',
].map((name) => ({ value: name, label: name }));

interface PickerProps {
  shell: Shell;
  value: string;
  options: readonly PickOption[];
  onChange: (value: string) => void;
  /** What is typed may be an answer of its own. */
  own?: (typed: string) => string;
}

/** A button that shows what was chosen and opens the list. */
export function Picker({ shell, value, options, onChange, own }: PickerProps) {
  const [open, setOpen] = useState(false);
  const shown = options.find((option) => option.value === value)?.label ?? value;
  return (
    <Field {...shell}>
      {(aria) => (
        <>
          <button
            {...withoutRequired(aria)}
            type="button"
            class="input f-pick"
            aria-label={`${shell.label}: ${shown || t('choose')}`}
            onClick={() => setOpen(true)}
          >
            <span class={shown ? '' : 'f-pick__none'}>{shown || t('choose')}</span>
            <IconNext class="f-pick__arrow" />
          </button>
          {open && (
            <PickerSheet
              title={shell.label}
              options={options}
              own={own}
              onClose={() => setOpen(false)}
              onChoose={(chosen) => {
                setOpen(false);
                onChange(chosen);
              }}
            />
          )}
        </>
      )}
    </Field>
  );
}

/** A button is not a form field to a screen reader: "required" and "invalid" do not belong on it. */
export function withoutRequired({ id, 'aria-describedby': described }: { id: string; 'aria-describedby': string | undefined }) {
  return { id, 'aria-describedby': described };
}

function tilesOf(options: readonly Option[]) {
  return options.map(([value, label]) => ({ value, label }));
}
