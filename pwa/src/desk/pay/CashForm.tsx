import { useEffect } from 'preact/hooks';
import { TextInput } from '../../components/TextInput';
import { newId } from '../../domain/ids';
import type { DeskDossier } from '../api/types';
import { useKept } from '../state/kept';
import { postCash } from './api';
import { MoneyForm, sum } from './parts';
import type { Cash, DeskPayment } from './types';
import { useCommand } from './useCall';
import { tp } from './words';

interface CashFormProps {
  name: string;
  dossier: DeskDossier;
  payment: DeskPayment;
  onDone: (after: DeskPayment) => void;
  onClose: () => void;
  /** The server knows another sum than the one shown. */
  onStale: () => void;
}

/** The officer has counted the cash. The sum is the quote's and cannot be typed. */
export function CashForm({ name, dossier, payment, onDone, onClose, onStale }: CashFormProps) {
  const [receipt, setReceipt, drop] = useKept(name, () => '');
  const { quote, owed } = payment;
  const command = useCommand<Cash, DeskPayment>(
    name,
    (body) => postCash(dossier.id, body),
    (after) => {
      drop();
      onDone(after);
    },
  );
  useEffect(() => {
    if (command.fault && !command.inDoubt) onStale();
  }, [command.fault]);
  const send = (): void => {
    if (!quote || !owed) return;
    const e_receipt = receipt.trim();
    command.send({ id: newId(), quote: quote.number, amount: owed, ...(e_receipt ? { e_receipt } : {}) });
  };
  return (
    <MoneyForm title={tp('cash')} go={tp('cash.go', { sum: sum(owed ?? 0) })} busy={command.busy} fault={command.fault} inDoubt={command.inDoubt} onAgain={command.again} onSubmit={send} onClose={onClose}>
      <p class="money__owed">{sum(owed ?? 0)}</p>
      <p class="soft small">{tp('words', { words: payment.words ?? '' })}</p>
      <p>{tp('cash.about')}</p>
      <TextInput label={tp('receipt')} help={tp('receipt.help')} value={receipt} onInput={setReceipt} maxLength={40} />
    </MoneyForm>
  );
}
