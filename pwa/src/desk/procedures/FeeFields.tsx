import { useState } from 'preact/hooks';
import { TextInput } from '../../components/TextInput';
import { moneyInWords } from '../../domain/money';
import { sum } from '../pay/parts';
import { grouped, readSum } from '../pay/sums';
import type { Errors } from './errors';
import { daysWords } from './Facts';
import type { EditedRule } from './types';
import type { Work } from './useEdit';
import { tq, wordOf } from './words';

const RATES = ['amount', 'online', 'then', 'cap'] as const;

/** How long and how much: numbers first, then the sentence that people read beside them. */
export function FeeFields({ work, errors }: { work: Work; errors: Errors }) {
  const { typed, base } = work;
  if (!typed || !base) return null;
  const { days, fee } = typed.parts;
  // The server calls a rule by its key, which it may have given after this was read.
  const called = (place: number): string => work.editor?.edit?.parts.fee.rules[place]?.key ?? fee.rules[place]?.key ?? String(place);
  const putRule = (place: number, rule: EditedRule): void => work.set('fee', { ...fee, rules: fee.rules.map((each, at) => (at === place ? rule : each)) });
  return (
    <section class="block">
      <h2 class="block__title">{tq('days_fee')}</h2>
      <div class="form-grid form-grid--short">
        <WholeNumber
          label={tq('part.days.value')}
          help={base.law_days === null ? tq('days.no_law') : tq('days.law', { days: daysWords(base.law_days) })}
          value={days.value}
          onChange={(value) => work.set('days', { ...days, value })}
          error={errors('days.value')}
        />
        <TextInput label={tq('part.days.text')} value={days.text ?? ''} onInput={(text) => work.set('days', { ...days, text: text || null })} maxLength={800} error={errors('days.text')} />
      </div>
      {fee.rules.map((rule, place) => (
        <Rule key={place} rule={rule} path={`fee.rules.${called(place)}`} errors={errors} onChange={(next) => putRule(place, next)} />
      ))}
      <TextInput label={tq('part.fee.text')} value={fee.text} onInput={(text) => work.set('fee', { ...fee, text })} long maxLength={800} required error={errors('fee.text')} />
    </section>
  );
}

interface RuleProps {
  rule: EditedRule;
  path: string;
  errors: Errors;
  onChange: (rule: EditedRule) => void;
}

function Rule({ rule, path, errors, onChange }: RuleProps) {
  const shown = RATES.filter((rate) => rate === 'amount' || rate === 'online' || rate in rule);
  return (
    <fieldset class="editor__rule">
      <legend>
        {rule.name ?? tq('part.fee')} <span class="soft small">{wordOf('rule', rule.kind)}</span>
      </legend>
      <div class="form-grid form-grid--short">
        {shown.map((rate) => (
          <WholeNumber
            key={rate}
            money
            label={tq(`part.${rate}`)}
            value={rule[rate] ?? null}
            help={rule[rate] ? moneyInWords(rule[rate]) : rule[rate] === 0 ? tq('free') : tq('rate.none')}
            onChange={(value) => onChange({ ...rule, [rate]: value })}
            error={errors(`${path}.${rate}`)}
          />
        ))}
      </div>
    </fieldset>
  );
}

interface NumberProps {
  label: string;
  help: string;
  value: number | null;
  onChange: (value: number | null) => void;
  error: string | null;
  money?: boolean;
}

/** Typed text stays as it was typed; what is no number yet is not taken over. */
export function WholeNumber({ label, help, value, onChange, error, money }: NumberProps) {
  const [text, setText] = useState(value === null ? '' : money ? grouped(value) : String(value));
  const put = (next: string): void => {
    setText(next);
    const read = readSum(next);
    if (next.trim() === '') onChange(null);
    else if (read !== null) onChange(read);
  };
  const unread = text.trim() !== '' && readSum(text) === null;
  return <TextInput label={label} help={help} value={text} onInput={put} inputMode="numeric" maxLength={15} error={unread ? tq('errors.number', { example: money ? sum(8000) : '3' }) : error} />;
}
