import { useState } from 'preact/hooks';
import { TextInput } from '../../components/TextInput';
import { today } from '../../domain/dates';
import { newId } from '../../domain/ids';
import type { ExemptGroup } from '../../domain/procedure';
import { moneyInWords } from '../../domain/money';
import type { DeskDossier } from '../api/types';
import { useProcedure } from '../start/useProcedure';
import { useKept } from '../state/kept';
import { postFee } from './api';
import { enough, MoneyForm, Reason } from './parts';
import { grouped, readSum } from './sums';
import type { CountedFee, DeskPayment } from './types';
import { useCommand } from './useCall';
import { tp } from './words';

interface FeeFormProps {
  name: string;
  dossier: DeskDossier;
  payment: DeskPayment;
  onDone: (after: DeskPayment) => void;
  onClose: () => void;
}

/** The officer counts the sum, or exempts by a paper that was seen; always with the reason. */
export function FeeForm({ name, dossier, payment, onDone, onClose }: FeeFormProps) {
  const before = payment.quote?.amount ?? null;
  const [typed, setTyped, drop] = useKept(name, () => ({ amount: before === null ? '' : grouped(before), exempt: '', reason: '' }));
  const [tried, setTried] = useState(false);
  const { detail } = useProcedure(dossier.procedure, dossier.procedure_version);
  const groups = inForce(detail?.fee?.groups ?? []);
  const amount = typed.exempt ? 0 : readSum(typed.amount);
  const command = useCommand<CountedFee, DeskPayment>(
    name,
    (body) => postFee(dossier.id, body),
    (after) => {
      drop();
      onDone(after);
    },
  );
  const send = (): void => {
    setTried(true);
    if (amount === null || !enough(typed.reason)) return;
    command.send({ id: newId(), amount, reason: typed.reason.trim(), ...(typed.exempt ? { exempt: typed.exempt } : {}) });
  };
  const higher = amount !== null && amount > (before ?? 0);
  return (
    <MoneyForm title={tp('fee')} go={tp('fee.go')} busy={command.busy} fault={command.fault} inDoubt={command.inDoubt} onAgain={command.again} onSubmit={send} onClose={onClose}>
      {groups.length > 0 && <Groups groups={groups} chosen={typed.exempt} onChoose={(exempt) => setTyped({ ...typed, exempt })} />}
      {!typed.exempt && (
        <TextInput
          label={tp('fee.amount')}
          help={amount === null ? tp('fee.help') : moneyInWords(amount)}
          value={typed.amount}
          onInput={(text) => setTyped({ ...typed, amount: text })}
          inputMode="numeric"
          maxLength={20}
          required
          error={tried && amount === null ? tp('fault.sum') : null}
        />
      )}
      <Reason value={typed.reason} onInput={(reason) => setTyped({ ...typed, reason })} tried={tried} help={tp('fee.reason_help')} />
      <p class="soft small">{tp(higher ? 'fee.higher' : 'fee.lower')}</p>
    </MoneyForm>
  );
}

function Groups({ groups, chosen, onChoose }: { groups: ExemptGroup[]; chosen: string; onChoose: (key: string) => void }) {
  const proof = groups.find((group) => group.key === chosen)?.proof;
  return (
    <label class="field">
      <span class="field__label">{tp('fee.exempt')}</span>
      <select class="input" value={chosen} onChange={(event) => onChoose(event.currentTarget.value)}>
        <option value="">{tp('fee.exempt_none')}</option>
        {groups.map((group) => (
          <option key={group.key} value={group.key}>
            {group.text}
          </option>
        ))}
      </select>
      {proof && <span class="field__help">{tp('exempt.proof', { proof })}</span>}
    </label>
  );
}

function inForce(groups: ExemptGroup[]): ExemptGroup[] {
  const day = today(Date.now());
  return groups.filter((group) => !group.to || group.to >= day);
}
