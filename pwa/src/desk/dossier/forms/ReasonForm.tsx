import { useState } from 'preact/hooks';
import { TextInput } from '../../../components/TextInput';
import { formName } from '../../state/acts';
import { useKept } from '../../state/kept';
import { type ActKey, ta } from '../../words';
import type { ActFormProps } from '../ActPanel';
import { ActFormShell, REASON_LENGTH, reasonFault } from './shared';

const DANGER = ['refuse', 'stop', 'close'];

/** An act that needs nothing but its reason in writing: it is printed in the letter. */
export function ReasonForm({ dossier, action, onSend }: ActFormProps) {
  const [reason, setReason] = useKept(formName(dossier.id, action), () => '');
  const [tried, setTried] = useState(false);
  return (
    <ActFormShell
      go={ta(`act.${action}`)}
      danger={DANGER.includes(action)}
      onSubmit={() => {
        setTried(true);
        if (reason.trim().length >= REASON_LENGTH) onSend({ reason: reason.trim() });
      }}
    >
      <p>{ta(`about.${action}` as ActKey)}</p>
      <TextInput label={ta('reason')} help={ta('reason.help')} value={reason} onInput={setReason} long required maxLength={2000} error={reasonFault(reason, tried)} />
    </ActFormShell>
  );
}
