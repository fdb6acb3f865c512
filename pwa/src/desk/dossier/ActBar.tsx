import { Button, type ButtonProps } from '../../components/Button';
import type { Action, DeskDossier } from '../api/types';
import { actsOf, DANGER, inOrder } from '../logic/acts';
import { tally } from '../logic/review';
import { actOf } from '../state/acts';
import { pages } from '../state/dossier';
import { mayTakeMoney } from '../state/session';
import { ta } from '../words';
import { showForm } from './shown-form';

/** What may be done now. The first one is the usual way on. */
export function ActBar({ dossier }: { dossier: DeskDossier }) {
  const pending = actOf(dossier.id);
  const { unseen } = tally(pages.value);
  const acts = actsOf(dossier);
  if (!acts.length) return null;
  if (pending) {
    return (
      <footer class="acts">
        <p class="acts__note">{ta('pending.note', { act: ta(`act.${pending.action}`) })}</p>
      </footer>
    );
  }
  return (
    <footer class="acts">
      {dossier.actions.includes('request_supplement') && unseen > 0 && <p class="acts__note">{ta('supplement.first', { n: unseen })}</p>}
      <div class="acts__buttons">
        {inOrder(acts).filter((action) => action !== 'confirm_payment' || mayTakeMoney.value).map((action, index) => (
          <Button key={action} kind={kindOf(action, index)} disabled={action === 'request_supplement' && unseen > 0} onClick={() => showForm(action)}>
            {ta(`act.${action}`)}
          </Button>
        ))}
      </div>
    </footer>
  );
}

function kindOf(action: Action, index: number): ButtonProps['kind'] {
  if (index === 0 && !DANGER.includes(action)) return 'primary';
  return DANGER.includes(action) ? 'danger' : 'second';
}
