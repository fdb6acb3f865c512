import { useState } from 'preact/hooks';
import { TextInput } from '../../components/TextInput';
import { maskDate, readDate, showDate, today } from '../../domain/dates';
import { moneyInWords } from '../../domain/money';
import { useKept } from '../state/kept';
import { postRate } from './api';
import { MoneyForm } from './parts';
import { readSum } from './sums';
import type { FeeTable, NewRate } from './types';
import { useCall } from './useCall';
import { tp } from './words';

interface Typed {
  amount: string;
  online: string;
  from: string;
  to: string;
  basis: string;
}

interface RateFormProps {
  procedure: string;
  rule: string;
  onDone: (after: FeeTable) => void;
  onClose: () => void;
}

const BASIS_LENGTH = 5;

/** A rate from a day on; the one that held until then ends the day before. */
export function RateForm({ procedure, rule, onDone, onClose }: RateFormProps) {
  const [typed, setTyped, drop] = useKept<Typed>(`rate.${procedure}.${rule}`, () => ({ amount: '', online: '', from: showDate(today(Date.now())), to: '', basis: '' }));
  const [tried, setTried] = useState(false);
  const { busy, fault, run } = useCall();
  const rate = rateOf(typed);
  const set = (change: Partial<Typed>): void => setTyped({ ...typed, ...change });
  const send = (): void => {
    setTried(true);
    if (!rate) return;
    void run(
      () => postRate({ procedure, key: rule, ...rate }),
      (after) => {
        drop();
        onDone(after);
      },
    );
  };
  const wrong = (is: boolean, key: 'fault.sum' | 'fault.day' | 'fault.basis'): string | null => (tried && is ? tp(key) : null);
  const day = (key: 'from' | 'to') => ({
    value: typed[key],
    onInput: (text: string) => set({ [key]: text.length > typed[key].length ? maskDate(text) : text }),
    inputMode: 'numeric' as const,
    maxLength: 10,
  });
  const amount = readSum(typed.amount);
  return (
    <MoneyForm title={tp('rate', { procedure })} go={tp('save')} busy={busy} fault={fault} onSubmit={send} onClose={onClose}>
      <div class="form-grid form-grid--short">
        <TextInput label={tp('rate.amount')} help={amount === null ? tp('fee.help') : moneyInWords(amount)} value={typed.amount} onInput={(text) => set({ amount: text })} inputMode="numeric" maxLength={20} required error={wrong(amount === null, 'fault.sum')} />
        <TextInput label={tp('rate.online')} help={tp('rate.online_help')} value={typed.online} onInput={(text) => set({ online: text })} inputMode="numeric" maxLength={20} error={wrong(typed.online.trim() !== '' && readSum(typed.online) === null, 'fault.sum')} />
        <TextInput label={tp('rate.from')} help={tp('rate.from_help')} {...day('from')} required error={wrong(!readDate(typed.from), 'fault.day')} />
        <TextInput label={tp('rate.to')} help={tp('rate.to_help')} {...day('to')} error={wrong(typed.to.trim() !== '' && !readDate(typed.to), 'fault.day')} />
      </div>
      <TextInput label={tp('rate.basis')} help={tp('rate.basis_help')} value={typed.basis} onInput={(text) => set({ basis: text })} maxLength={300} required error={wrong(typed.basis.trim().length < BASIS_LENGTH, 'fault.basis')} />
    </MoneyForm>
  );
}

/** What was typed, as the server takes it; null while something cannot be read. */
export function rateOf(typed: Typed): Omit<NewRate, 'procedure' | 'key'> | null {
  const amount = readSum(typed.amount);
  const online = typed.online.trim() ? readSum(typed.online) : null;
  const effective_from = readDate(typed.from);
  const effective_to = typed.to.trim() ? readDate(typed.to) : null;
  const basis = typed.basis.trim();
  const unread = (typed.online.trim() && online === null) || (typed.to.trim() && effective_to === null);
  if (amount === null || !effective_from || unread || basis.length < BASIS_LENGTH) return null;
  return { amount, online, effective_from, effective_to, basis };
}
