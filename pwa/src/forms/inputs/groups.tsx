import { useState } from 'preact/hooks';
import { Button } from '../../components/Button';
import { Field } from '../../components/Field';
import { IconPen, IconPlus, IconTrash } from '../../components/icons';
import { Sheet } from '../../components/Sheet';
import { TextInput } from '../../components/TextInput';
import type { Answer, TableRow } from '../../domain/answers';
import { readPhone, showPhone } from '../../domain/phones';
import type { Column, Field as FieldData } from '../../domain/procedure';
import { isObject } from '../../domain/receipt';
import { checkAnswer } from '../check';
import { answerText } from '../show';
import { formWords as t } from '../words';
import { FieldInput } from '../FieldInput';
import { BANKS, Picker } from './choices';
import { asText, type InputProps, useTyped } from './shared';

const part = (label: string) => ({ label, error: null, required: false });

/** A number of one's own, or whom to tell instead. */
export function Phone({ value, onChange, shell }: InputProps) {
  const via = isObject(value) && 'via' in value ? String(value.via) : null;
  const [text, type] = useTyped(
    via === null ? value : undefined,
    (given) => showPhone(asText(given)),
    onChange,
    (typed) => readPhone(typed) ?? typed,
  );
  return (
    <div class="f-stack">
      {via === null ? (
        <TextInput {...shell} value={text} onInput={type} type="tel" inputMode="tel" spaced maxLength={16} />
      ) : (
        <TextInput
          {...shell}
          label={t('phone.via')}
          help={t('phone.via_hint')}
          value={via}
          maxLength={200}
          onInput={(next) => onChange({ via: next })}
        />
      )}
      {!shell.unknown?.on && (
        <label class="field__unknown">
          <input
            type="checkbox"
            checked={via !== null}
            onChange={(event) => onChange(event.currentTarget.checked ? { via: '' } : undefined)}
          />
          <span>{t('phone.none')}</span>
        </label>
      )}
    </div>
  );
}

export function BankAccountInput({ value, onChange, shell }: InputProps) {
  const now = isObject(value) ? (value as Record<string, string>) : {};
  const set = (key: string, next: string): void => {
    const merged = { bank: '', number: '', holder: '', ...now, [key]: next };
    onChange(Object.values(merged).some(Boolean) ? merged : undefined);
  };
  return (
    <Field {...shell} group>
      {() => (
        <div class="f-stack">
          <Picker
            shell={part(t('bank.bank'))}
            value={now.bank ?? ''}
            options={BANKS}
            onChange={(bank) => set('bank', bank)}
            own={(typed) => typed}
          />
          <TextInput
            label={t('bank.number')}
            value={now.number ?? ''}
            inputMode="numeric"
            spaced
            maxLength={30}
            onInput={(number) => set('number', number.replace(/\s/g, ''))}
          />
          <TextInput
            label={t('bank.holder')}
            value={now.holder ?? ''}
            maxLength={100}
            onInput={(holder) => set('holder', holder)}
          />
        </div>
      )}
    </Field>
  );
}

/** Rows as cards; a row is filled on a sheet of its own and kept at every change, like all else. */
export function Table({ field, value, onChange, shell }: InputProps) {
  const columns = (field as FieldData).columns ?? [];
  const rows = Array.isArray(value) ? (value as TableRow[]) : [];
  const [open, setOpen] = useState<number | null>(null);
  const put = (next: TableRow[]): void => onChange(next.length > 0 ? next : undefined);
  const close = (): void => {
    setOpen(null);
    put(rows.filter((row) => Object.keys(row).length > 0));
  };
  const change = (index: number, key: string, answer: Answer | undefined): void =>
    put(rows.map((row, place) => (place === index ? withCell(row, key, answer) : row)));
  const shown = open === null ? null : rows[open];
  return (
    <Field {...shell} group>
      {() => (
        <div class="f-stack">
          {rows.length === 0 && <p class="f-note">{t('table.empty')}</p>}
          {rows.map((row, index) => (
            <button key={index} type="button" class="f-row" onClick={() => setOpen(index)}>
              <span class="f-row__body">
                <strong>{t('table.row', { row: index + 1 })}</strong>
                <span>{columns.map((column) => answerText(column, row[column.key])).filter(Boolean).join(' · ')}</span>
              </span>
              <IconPen />
            </button>
          ))}
          <Button
            kind="second"
            icon={IconPlus}
            wide
            onClick={() => {
              put([...rows, {}]);
              setOpen(rows.length);
            }}
          >
            {t('table.add')}
          </Button>
          {shown && open !== null && (
            <RowSheet
              title={t('table.row', { row: open + 1 })}
              columns={columns}
              row={shown}
              told={shell.error !== null}
              onChange={(key, answer) => change(open, key, answer)}
              onClose={close}
              onRemove={() => {
                setOpen(null);
                put(rows.filter((_, place) => place !== open));
              }}
            />
          )}
        </div>
      )}
    </Field>
  );
}

interface RowSheetProps {
  title: string;
  columns: readonly Column[];
  row: TableRow;
  /** The person was already told that something is wrong: say what. */
  told: boolean;
  onChange: (column: string, answer: Answer | undefined) => void;
  onClose: () => void;
  onRemove: () => void;
}

function RowSheet({ title, columns, row, told, onChange, onClose, onRemove }: RowSheetProps) {
  return (
    <Sheet
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button wide onClick={onClose}>
            {t('table.done')}
          </Button>
          <Button kind="quiet" icon={IconTrash} onClick={onRemove}>
            {t('table.remove')}
          </Button>
        </>
      }
    >
      <div class="f-stack">
        {columns.map((column) => (
          <FieldInput
            key={column.key}
            field={column}
            value={row[column.key]}
            fault={told ? checkAnswer(column, row[column.key]) : null}
            onChange={(answer) => onChange(column.key, answer)}
          />
        ))}
      </div>
    </Sheet>
  );
}

function withCell(row: TableRow, key: string, answer: Answer | undefined): TableRow {
  if (answer !== undefined) return { ...row, [key]: answer };
  return Object.fromEntries(Object.entries(row).filter(([each]) => each !== key));
}
