import { useState } from 'preact/hooks';
import { RadioTiles } from '../../components/Tiles';
import { useKept } from '../state/kept';
import { postLine } from './api';
import { DossierPick, type Picked } from './DossierPick';
import { enough, MoneyForm, Reason } from './parts';
import type { BankLine, BankLines, LineDecision } from './types';
import { useCall } from './useCall';
import { tp } from './words';

interface Typed {
  action: LineDecision['action'] | null;
  /** Another dossier than the one that the line names. */
  picked: Picked | null;
  reason: string;
}

const ACTIONS = ['pay', 'ignore'] as const;

interface LineFormProps {
  line: BankLine;
  onDone: (after: BankLines) => void;
  onClose: () => void;
  /** Somebody else decided first: the list is asked again. */
  onStale: () => void;
}

/** Whose money it is, or that it is nobody's; always with the reason. */
export function LineForm({ line, onDone, onClose, onStale }: LineFormProps) {
  const [typed, setTyped, drop] = useKept<Typed>(`line.${line.id}`, () => ({ action: null, picked: null, reason: '' }));
  const [tried, setTried] = useState(false);
  const { busy, fault, run } = useCall();
  const dossier = typed.picked?.id ?? line.dossier;
  const ready = (typed.action === 'ignore' || (typed.action === 'pay' && dossier !== null)) && enough(typed.reason);
  const send = async (): Promise<void> => {
    setTried(true);
    if (!ready || !typed.action) return;
    const chosen = typed.action === 'pay' && dossier ? { dossier } : {};
    const done = await run(
      () => postLine(line.id, { action: typed.action ?? 'ignore', ...chosen, reason: typed.reason.trim() }),
      (after) => {
        drop();
        onDone(after);
      },
    );
    if (!done) onStale();
  };
  return (
    <MoneyForm title={tp('line.title')} go={tp('line.go')} busy={busy} fault={fault} onSubmit={() => void send()} onClose={onClose}>
      <RadioTiles
        label={tp('line.choose')}
        options={ACTIONS.map((action) => ({ value: action, label: tp(`line.${action}`) }))}
        value={typed.action}
        onChoose={(value) => setTyped({ ...typed, action: ACTIONS.find((action) => action === value) ?? null })}
        required
        error={tried && !typed.action ? tp('fault.choose') : null}
      />
      {typed.action === 'pay' && <DossierPick own={line.dossier} picked={typed.picked} tried={tried} onPick={(picked) => setTyped({ ...typed, picked })} />}
      <Reason value={typed.reason} onInput={(reason) => setTyped({ ...typed, reason })} tried={tried} help={tp('line.reason_help')} />
      <p class="soft small">{tp('line.final')}</p>
    </MoneyForm>
  );
}
