import { useEffect } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { TextInput } from '../../components/TextInput';
import { newId } from '../../domain/ids';
import { moneyInWords } from '../../domain/money';
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
  const amount = command.sent?.amount ?? owed ?? 0;
  const send = (): void => {
    if (!quote || !owed) return;
    const e_receipt = receipt.trim();
    command.send({ id: newId(), quote: quote.number, amount: owed, ...(e_receipt ? { e_receipt } : {}) });
  };
  // Somebody was first, or the citizen paid meanwhile: why, and nothing more to record.
  if (!owed && command.fault && !command.inDoubt) {
    return (
      <Banner kind="warning" alert>
        <p>{command.fault}</p>
        <Button kind="second" onClick={onClose}>
          {tp('seen')}
        </Button>
      </Banner>
    );
  }
  return (
    <MoneyForm title={tp('cash')} go={tp('cash.go', { sum: sum(amount) })} busy={command.busy} fault={command.fault} inDoubt={command.inDoubt} onAgain={command.again} onSubmit={send} onClose={onClose}>
      <p class="money__owed">{sum(amount)}</p>
      <p class="soft small">{tp('words', { words: moneyInWords(amount) })}</p>
      <p>{tp('cash.about')}</p>
      <TextInput label={tp('receipt')} help={tp('receipt.help')} value={receipt} onInput={setReceipt} maxLength={40} />
    </MoneyForm>
  );
}
