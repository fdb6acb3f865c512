import { TextInput } from '../../components/TextInput';
import { maskDate, readDate, readDateOrYear, readTime, showDate } from '../../domain/dates';
import { readIdNumber, readTaxNumber } from '../../domain/phones';
import { Field as Shell } from '../../components/Field';
import { formWords as t } from '../words';
import { asText, type InputProps, useTyped } from './shared';

const same = (text: string): string => text;
/** Names and sentences keep their inner spaces; only what surrounds them goes. */
const trimmed = (text: string): string => text.trim();

export function PlainText({ field, value, onChange, shell }: InputProps) {
  const [text, type] = useTyped(value, asText, onChange, trimmed);
  const max = 'max' in field && typeof field.max === 'number' ? field.max : undefined;
  return (
    <TextInput {...shell} value={text} onInput={type} maxLength={max} long={field.type === 'textarea'} />
  );
}

export function PersonName({ value, onChange, shell }: InputProps) {
  const [text, type] = useTyped(value, asText, onChange, trimmed);
  return <TextInput {...shell} value={text} onInput={type} autocomplete="off" maxLength={100} />;
}

export function Email({ value, onChange, shell }: InputProps) {
  const [text, type] = useTyped(value, asText, onChange, trimmed);
  return <TextInput {...shell} value={text} onInput={type} type="email" inputMode="email" />;
}

export function IdNumber({ value, onChange, shell }: InputProps) {
  const [text, type] = useTyped(value, asText, onChange, (typed) => readIdNumber(typed) ?? typed);
  return <TextInput {...shell} value={text} onInput={type} inputMode="numeric" spaced maxLength={16} />;
}

export function TaxNumber({ value, onChange, shell }: InputProps) {
  const [text, type] = useTyped(value, asText, onChange, (typed) => readTaxNumber(typed) ?? typed);
  return <TextInput {...shell} value={text} onInput={type} spaced maxLength={16} />;
}

export function DateInput({ field, value, onChange, shell }: InputProps) {
  const alone = field.type === 'date_or_year';
  const read = (typed: string) => (alone ? readDateOrYear(typed) : readDate(typed)) ?? typed;
  const [text, type] = useTyped(value, (given) => showDate(asText(given)), onChange, read);
  return (
    <TextInput
      {...shell}
      value={text}
      onInput={(typed) => type(typed.length > text.length ? maskDate(typed) : typed)}
      inputMode="numeric"
      spaced
      maxLength={10}
      placeholder={t('date.hint')}
    />
  );
}

export function TimeInput({ value, onChange, shell }: InputProps) {
  const [text, type] = useTyped(value, asText, onChange, (typed) => readTime(typed) ?? typed);
  return (
    <TextInput {...shell} value={text} onInput={type} spaced maxLength={5} placeholder={t('time.hint')} />
  );
}

/** Day and hour as two questions under one; the answer joins them. */
export function DateTimeInput({ value, onChange, shell }: InputProps) {
  const [day = '', time = ''] = asText(value).split('T');
  const join = (nextDay: string, nextTime: string): void =>
    onChange(nextDay || nextTime ? `${nextDay}T${nextTime}` : undefined);
  const part = (label: string) => ({ label, error: null, required: false });
  return (
    <Shell {...shell} group>
      {() => (
        <div class="f-pair">
          <DateInput
            field={{ key: 'day', label: '', type: 'date' }}
            value={day || undefined}
            onChange={(next) => join(asText(next), time)}
            shell={part(t('date.part'))}
          />
          <TimeInput
            field={{ key: 'time', label: '', type: 'time' }}
            value={time || undefined}
            onChange={(next) => join(day, asText(next))}
            shell={part(t('time.part'))}
          />
        </div>
      )}
    </Shell>
  );
}

const MANY = 100;

/** Few things are counted with two big buttons; amounts are typed, and shown in groups of three. */
export function NumberInput({ field, value, onChange, shell }: InputProps) {
  const money = field.type === 'money';
  const [text, type] = useTyped(
    value,
    (given) => (money && typeof given === 'number' ? grouped(given) : asText(given)),
    onChange,
    (typed) => {
      const digits = typed.replace(/[.\s]/g, '');
      return /^\d{1,15}$/.test(digits) ? Number(digits) : same(typed);
    },
  );
  const bounds = 'max' in field ? field : null;
  const max = typeof bounds?.max === 'number' ? bounds.max : null;
  const min = typeof bounds?.min === 'number' ? bounds.min : 0;
  if (money || max === null || max > MANY) {
    return <TextInput {...shell} value={text} onInput={type} inputMode="numeric" spaced />;
  }
  const now = typeof value === 'number' ? value : null;
  const step = (by: number): void => onChange(Math.min(max, Math.max(min, (now ?? min - by) + by)));
  return (
    <Shell {...shell}>
      {(aria) => (
        <div class="f-count">
          <button type="button" class="f-count__step" aria-label={t('number.less')} disabled={now === null || now <= min} onClick={() => step(-1)}>
            −
          </button>
          <input {...aria} class="input f-count__value" inputMode="numeric" autocomplete="off" value={text} onInput={(event) => type(event.currentTarget.value)} />
          <button type="button" class="f-count__step" aria-label={t('number.more')} disabled={now !== null && now >= max} onClick={() => step(1)}>
            +
          </button>
        </div>
      )}
    </Shell>
  );
}

export function grouped(amount: number): string {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, '.');
}
