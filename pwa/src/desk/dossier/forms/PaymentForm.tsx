import { useState } from 'preact/hooks';
import { TextInput } from '../../../components/TextInput';
import { maskDate, readDate } from '../../../domain/dates';
import { formName } from '../../state/acts';
import { useKept } from '../../state/kept';
import { ta } from '../../words';
import type { ActFormProps } from '../ActPanel';
import { feeText } from '../Outcome';
import { ActFormShell, dayFault, REASON_LENGTH, reasonFault } from './shared';

/** Before acceptance the payment accepts: a date that only an officer can give is asked for now. */
export function PaymentForm({ dossier, action, onSend }: ActFormProps) {
  const [typed, setTyped] = useKept(formName(dossier.id, action), () => ({ reason: '', day: '' }));
  const [tried, setTried] = useState(false);
  const needsDay = !dossier.accepted_at && !dossier.certain_term;
  const day = readDate(typed.day);
  const send = (): void => {
    setTried(true);
    if (typed.reason.trim().length < REASON_LENGTH || (needsDay && !day)) return;
    onSend({ reason: typed.reason.trim(), ...(needsDay ? { due_date: day } : {}) });
  };
  return (
    <ActFormShell go={ta('act.require_payment')} onSubmit={send}>
      <p>{ta('about.require_payment')}</p>
      {dossier.fee_quote && <p>{ta('payment.quoted', { fee: feeText(dossier.fee_quote.amount) })}</p>}
      <TextInput label={ta('payment.reason')} help={ta('payment.help')} value={typed.reason} onInput={(reason) => setTyped({ ...typed, reason })} long required maxLength={2000} error={reasonFault(typed.reason, tried)} />
      {needsDay && (
        <TextInput
          label={ta('accept.day')}
          help={ta('accept.day_help')}
          value={typed.day}
          onInput={(text) => setTyped({ ...typed, day: text.length > typed.day.length ? maskDate(text) : text })}
          inputMode="numeric"
          maxLength={10}
          required
          error={dayFault(day, tried)}
        />
      )}
    </ActFormShell>
  );
}
