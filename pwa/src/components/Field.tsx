import './field.css';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { IconWarning } from './icons';

/** What the control inside must carry so that label, help and error belong to it. */
export interface ControlAria {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
  'aria-required': true | undefined;
}

export interface Unknown {
  /** "Tôi chưa có / không biết" */
  label: string;
  on: boolean;
  onToggle: (on: boolean) => void;
}

export interface FieldProps {
  label: ComponentChildren;
  help?: ComponentChildren;
  /** What the paper calls it, where that differs from the plain label. */
  official?: string;
  error?: string | null;
  required?: boolean;
  unknown?: Unknown;
  /** A group of controls (radios, day/month/year) is labelled by a legend. */
  group?: boolean;
  children: (aria: ControlAria) => ComponentChildren;
}

/** One question: its label, help, control, error, and the honest way out. */
export function Field({ label, help, official, error, required, unknown, group, children }: FieldProps) {
  const id = useId();
  const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ');
  const aria: ControlAria = {
    id,
    'aria-describedby': described || undefined,
    'aria-invalid': error ? true : undefined,
    'aria-required': required ? true : undefined,
  };
  const inside = (
    <>
      {official && <p class="field__official">{official}</p>}
      {help && (
        <p class="field__help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {error && (
        <p class="field__error" id={`${id}-error`}>
          <IconWarning />
          <span>{error}</span>
        </p>
      )}
      {!unknown?.on && children(aria)}
      {unknown && (
        <label class="field__unknown">
          <input type="checkbox" checked={unknown.on} onChange={(event) => unknown.onToggle(event.currentTarget.checked)} />
          <span>{unknown.label}</span>
        </label>
      )}
    </>
  );
  const look = `field${error ? ' field--wrong' : ''}`;
  if (group) {
    return (
      <fieldset class={look} aria-describedby={described || undefined} id={id} tabIndex={-1}>
        <legend class="field__label">{label}</legend>
        {inside}
      </fieldset>
    );
  }
  return (
    <div class={look}>
      <label class="field__label" for={id}>
        {label}
      </label>
      {inside}
    </div>
  );
}
