import './forms.css';
import type { ComponentType } from 'preact';
import type { Answer } from '../domain/answers';
import type { Column, Field, FieldType } from '../domain/procedure';
import { mayBeUnknown } from '../domain/questions';
import type { AnswerFault } from './check';
import { Confirm, Ethnic, Multi, Nationality, Select, YesNo } from './inputs/choices';
import { BankAccountInput, Phone, Table } from './inputs/groups';
import { Address } from './inputs/places';
import type { InputProps } from './inputs/shared';
import {
  DateInput,
  DateTimeInput,
  Email,
  IdNumber,
  NumberInput,
  PersonName,
  PlainText,
  TaxNumber,
  TimeInput,
} from './inputs/texts';
import { formWords as t } from './words';

const INPUTS: Record<Exclude<FieldType, 'computed'>, ComponentType<InputProps>> = {
  text: PlainText,
  textarea: PlainText,
  agency: PlainText,
  person_name: PersonName,
  date: DateInput,
  date_or_year: DateInput,
  time: TimeInput,
  datetime: DateTimeInput,
  select: Select,
  multi: Multi,
  bool: YesNo,
  confirm: Confirm,
  number: NumberInput,
  money: NumberInput,
  cccd: IdNumber,
  mst: TaxNumber,
  phone: Phone,
  email: Email,
  ethnic: Ethnic,
  nationality: Nationality,
  address: Address,
  address2: Address,
  bank_account: BankAccountInput,
  table: Table,
};

interface FieldInputProps {
  field: Field | Column;
  value: Answer | undefined;
  fault: AnswerFault | null;
  onChange: (value: Answer | undefined) => void;
}

/** One question of a procedure as the input that its type asks for. */
export function FieldInput({ field, value, fault, onChange }: FieldInputProps) {
  if (field.type === 'computed') return null;
  const Input = INPUTS[field.type];
  const unsure = value === null;
  const help = 'help' in field ? field.help : undefined;
  const example = 'example' in field ? field.example : undefined;
  return (
    <div class="f-field" data-field={field.key}>
      <Input
        field={field}
        value={unsure ? undefined : value}
        onChange={onChange}
        shell={{
          label: field.label,
          help: [help, example && t('example', { example })].filter(Boolean).join(' ') || undefined,
          error: fault ? t(fault.key, fault.values) : null,
          required: Boolean(field.required),
          unknown: mayBeUnknown(field)
            ? { label: t('unknown'), on: unsure, onToggle: (on) => onChange(on ? null : undefined) }
            : undefined,
        }}
      />
    </div>
  );
}
