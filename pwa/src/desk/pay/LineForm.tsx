import { useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
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
      <div class="row" role="radiogroup" aria-label={tp('line.title')}>
        {(['pay', 'ignore'] as const).map((action) => (
          <label key={action} class="field__unknown">
            <input type="radio" name={`line.${line.id}`} checked={typed.action === action} onChange={() => setTyped({ ...typed, action })} />
            <span>{tp(`line.${action}`)}</span>
          </label>
        ))}
      </div>
      {tried && !typed.action && <Banner kind="bad">{tp('fault.choose')}</Banner>}
      {typed.action === 'pay' && <DossierPick own={line.dossier} picked={typed.picked} tried={tried} onPick={(picked) => setTyped({ ...typed, picked })} />}
      <Reason value={typed.reason} onInput={(reason) => setTyped({ ...typed, reason })} tried={tried} help={tp('line.reason_help')} />
      <p class="soft small">{tp('line.final')}</p>
    </MoneyForm>
  );
}
