import { useState } from 'preact/hooks';
import { Banner } from '../../../components/Banner';
import { TextInput } from '../../../components/TextInput';
import { formName } from '../../state/acts';
import { useKept } from '../../state/kept';
import { ta } from '../../words';
import type { DeskDossier } from '../../api/types';
import { RECEIVERS, receiverAs } from '../../logic/receiver';
import { sum } from '../../pay/parts';
import { usePayment } from '../../pay/usePayment';
import type { ActFormProps } from '../ActPanel';
import { ActFormShell, REASON_LENGTH, reasonFault } from './shared';

/** Who takes the result away, and what they are to the owner. */
export function HandOverForm({ dossier, action, onSend }: ActFormProps) {
  const [typed, setTyped] = useKept(formName(dossier.id, action), () => {
    const fetcher = dossier.result?.how === 'fetcher' ? dossier.result.fetcher : undefined;
    if (fetcher) return { full_name: fetcher.full_name, relation: ta('receiver.asked'), id_number: '', reason: '' };
    return { ...ownerOf(dossier), relation: ta('receiver.self'), reason: '' };
  });
  const [tried, setTried] = useState(false);
  const { payment } = usePayment(dossier.id, dossier.version);
  const owed = payment?.owed ?? 0;
  // What is collected afterwards may stay owed for a reason; the server refuses everything else.
  const asksWhy = owed > 0 && payment?.collect === 'after';
  const reason = typed.reason.trim();
  const missing = (value: string): string | null => (tried && !value.trim() ? ta('fault.empty') : null);
  const idWrong = typed.id_number.trim() !== '' && !/^(\d{9}|\d{12})$/.test(typed.id_number.trim());
  const send = (): void => {
    setTried(true);
    if (!typed.full_name.trim() || !typed.relation.trim() || idWrong || (asksWhy && reason.length < REASON_LENGTH)) return;
    onSend({
      ...(asksWhy ? { reason } : {}),
      receiver: {
        full_name: typed.full_name.trim(),
        relation: typed.relation.trim(),
        ...(typed.id_number.trim() ? { id_number: typed.id_number.trim() } : {}),
      },
    });
  };
  return (
    <ActFormShell go={ta('act.hand_over')} onSubmit={send}>
      <p>{ta('about.hand_over')}</p>
      {owed > 0 && <Banner kind="warning">{ta(asksWhy ? 'unpaid.after' : 'unpaid.before', { sum: sum(owed) })}</Banner>}
      <TextInput label={ta('receiver.name')} value={typed.full_name} onInput={(full_name) => setTyped({ ...typed, full_name })} maxLength={200} required error={missing(typed.full_name)} />
      <TextInput label={ta('receiver.relation')} help={ta('receiver.relation_help')} value={typed.relation} onInput={(relation) => setTyped({ ...typed, relation })} maxLength={60} required error={missing(typed.relation)} />
      <div class="row">
        {RECEIVERS.map((each) => (
          <button key={each} type="button" class="chip" aria-pressed={typed.relation === ta(`receiver.${each}`)} onClick={() => setTyped({ ...typed, ...receiverAs(typed, each, ownerOf(dossier), ta(`receiver.${each}`)) })}>
            {ta(`receiver.${each}`)}
          </button>
        ))}
      </div>
      <TextInput label={ta('receiver.id')} help={ta('receiver.id_help')} value={typed.id_number} onInput={(id_number) => setTyped({ ...typed, id_number })} inputMode="numeric" maxLength={12} error={tried && idWrong ? ta('fault.id') : null} />
      {asksWhy && <TextInput label={ta('unpaid.reason')} value={typed.reason} onInput={(why) => setTyped({ ...typed, reason: why })} long required maxLength={2000} error={reasonFault(typed.reason, tried)} />}
    </ActFormShell>
  );
}

function ownerOf(dossier: DeskDossier): { full_name: string; id_number: string } {
  return { full_name: dossier.owner_name, id_number: dossier.people?.owner?.id_number ?? '' };
}
