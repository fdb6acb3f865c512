import { useState } from 'preact/hooks';
import { Button } from '../../components/Button';
import { TextInput } from '../../components/TextInput';
import { shortMoment } from '../parts/DueMark';
import { IconPrint } from '../parts/icons';
import { say } from '../state/dossier';
import { useKept } from '../state/kept';
import { mayTakeMoney } from '../state/session';
import { files, putReceipt } from './api';
import { sum } from './parts';
import type { Confirmation, DeskPayment } from './types';
import { useCall } from './useCall';
import { tp, wordFor } from './words';

interface ConfirmationsProps {
  payment: DeskPayment;
  onDone: (after: DeskPayment) => void;
}

/** The numbered confirmations, to print; beside each the number of the official e-receipt. */
export function Confirmations({ payment, onDone }: ConfirmationsProps) {
  if (!payment.confirmations.length) return null;
  return (
    <div class="money__part">
      <h3>{tp('confirmations')}</h3>
      <ul class="money__list">
        {payment.confirmations.map((one) => (
          <li key={`${one.year}/${one.number}`}>
            <One dossier={payment.dossier} one={one} onDone={onDone} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function One({ dossier, one, onDone }: { dossier: string; one: Confirmation; onDone: (after: DeskPayment) => void }) {
  const [editing, setEditing] = useState(false);
  return (
    <>
      <p class="money__line">
        <a class="papers__print" href={files.confirmation(dossier, one.year, one.number)} target="_blank" rel="noopener">
          <IconPrint /> {tp('confirmation', { number: one.reference })}
        </a>
        <span>
          <strong>{sum(one.amount)}</strong> · {wordFor('way', one.way)} · {shortMoment(one.at)}
        </span>
      </p>
      {editing ? (
        <ReceiptForm dossier={dossier} one={one} onDone={onDone} onClose={() => setEditing(false)} />
      ) : (
        <p class="money__line">
          <span class={one.e_receipt ? undefined : 'soft'}>{one.e_receipt ? tp('receipt.is', { number: one.e_receipt }) : tp('receipt.none')}</span>
          {mayTakeMoney.value && (
            <Button kind="quiet" onClick={() => setEditing(true)}>
              {tp(one.e_receipt ? 'receipt.change' : 'receipt.add')}
            </Button>
          )}
        </p>
      )}
    </>
  );
}

interface ReceiptFormProps {
  dossier: string;
  one: Confirmation;
  onDone: (after: DeskPayment) => void;
  onClose: () => void;
}

function ReceiptForm({ dossier, one, onDone, onClose }: ReceiptFormProps) {
  const [number, setNumber, drop] = useKept(`${dossier}.receipt.${one.reference}`, () => one.e_receipt ?? '');
  const { busy, fault, run } = useCall();
  const save = (): void => {
    void run(
      () => putReceipt(dossier, one.year, one.number, number.trim()),
      (after) => {
        drop();
        say({ key: 'said.saved' });
        onClose();
        onDone(after);
      },
    );
  };
  return (
    <form
      class="one-line"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextInput label={tp('receipt')} value={number} onInput={setNumber} maxLength={40} error={fault} />
      <Button kind="second" type="submit" busy={busy} disabled={!number.trim()}>
        {tp('save')}
      </Button>
    </form>
  );
}
