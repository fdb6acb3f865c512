import { useState } from 'preact/hooks';
import { TextInput } from '../../components/TextInput';
import { maskDate, readDate, showDate, today } from '../../domain/dates';
import { postRateEnd } from './api';
import { MoneyForm } from './parts';
import type { FeeRate, FeeTable } from './types';
import { useCall } from './useCall';
import { tp } from './words';

interface EndFormProps {
  rate: FeeRate;
  onDone: (after: FeeTable) => void;
  onClose: () => void;
}

/** The last day of a rate; the rule is open again after it. */
export function EndForm({ rate, onDone, onClose }: EndFormProps) {
  const [typed, setTyped] = useState(showDate(rate.effective_to ?? today(Date.now())));
  const [tried, setTried] = useState(false);
  const { busy, fault, run } = useCall();
  const day = readDate(typed);
  const send = (): void => {
    setTried(true);
    if (day) void run(() => postRateEnd(rate.id, day), onDone);
  };
  return (
    <MoneyForm title={tp('table.end')} go={tp('save')} busy={busy} fault={fault} onSubmit={send} onClose={onClose}>
      <TextInput label={tp('rate.last')} help={tp('rate.last_help')} value={typed} onInput={(text) => setTyped(text.length > typed.length ? maskDate(text) : text)} inputMode="numeric" maxLength={10} required error={tried && !day ? tp('fault.day') : null} />
    </MoneyForm>
  );
}
