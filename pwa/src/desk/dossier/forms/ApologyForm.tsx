import { useState } from 'preact/hooks';
import { TextInput } from '../../../components/TextInput';
import { maskDate, readDate } from '../../../domain/dates';
import { formName } from '../../state/acts';
import { useKept } from '../../state/kept';
import { ta } from '../../words';
import type { ActFormProps } from '../ActPanel';
import { ActFormShell, dayFault, REASON_LENGTH, reasonFault } from './shared';

/** Late with an apology (Mẫu 04): a new date and why; once in a dossier's life, and the person is told. */
export function ApologyForm({ dossier, action, onSend }: ActFormProps) {
  const [typed, setTyped] = useKept(formName(dossier.id, action), () => ({ day: '', reason: '' }));
  const [tried, setTried] = useState(false);
  const day = readDate(typed.day);
  const send = (): void => {
    setTried(true);
    if (day && typed.reason.trim().length >= REASON_LENGTH) onSend({ due_date: day, reason: typed.reason.trim() });
  };
  return (
    <ActFormShell go={ta('act.apologise')} onSubmit={send}>
      <p>{ta('about.apologise')}</p>
      <TextInput
        label={ta('apology.day')}
        help={ta('accept.day_help')}
        value={typed.day}
        onInput={(text) => setTyped({ ...typed, day: text.length > typed.day.length ? maskDate(text) : text })}
        inputMode="numeric"
        maxLength={10}
        required
        error={dayFault(day, tried)}
      />
      <TextInput label={ta('reason')} help={ta('reason.help')} value={typed.reason} onInput={(reason) => setTyped({ ...typed, reason })} long required maxLength={2000} error={reasonFault(typed.reason, tried)} />
    </ActFormShell>
  );
}
