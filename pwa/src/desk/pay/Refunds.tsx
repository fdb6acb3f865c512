import { useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { EmptyState } from '../../components/EmptyState';
import { TextInput } from '../../components/TextInput';
import { shortMoment } from '../parts/DueMark';
import { say } from '../state/dossier';
import { useKept } from '../state/kept';
import { deskPaths } from '../state/paths';
import { mayTakeMoney } from '../state/session';
import { getRefunds, postRefund } from './api';
import { MoneyForm, sum } from './parts';
import type { Refund } from './types';
import { useCall } from './useCall';
import { type Loaded, NotLoaded, useLoaded } from './useLoaded';
import { tp, wordFor } from './words';

/** Money to be sent back: VNPay is asked, or an officer notes by what it was sent. */
export function Refunds() {
  const loaded = useLoaded(getRefunds, '');
  const { value } = loaded;
  if (value?.length === 0 && !loaded.fault) return <EmptyState picture="mountains" title={tp('refunds.empty')} text={tp('refunds.empty_text')} />;
  return (
    <section class="block" aria-label={tp('part.refunds')}>
      <NotLoaded of={loaded} />
      <ul class="money__list">
        {value?.map((refund) => (
          <li key={refund.id}>
            <One refund={refund} loaded={loaded} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function One({ refund, loaded }: { refund: Refund; loaded: Loaded<Refund[]> }) {
  const [open, setOpen] = useState(false);
  const { busy, fault, run } = useCall();
  const ask = async (): Promise<void> => {
    // VNPay's answer may be lost: then the case stands as "asked", and the list shows it.
    if (!(await run(() => postRefund(refund, { action: 'ask' }), loaded.set))) loaded.reload();
  };
  const byVnpay = refund.way === 'vnpay' && refund.state === 'due';
  return (
    <>
      <p class="money__line">
        <strong>{sum(refund.amount)}</strong>
        <span>
          {wordFor('refund', refund.state)} · {wordFor('way', refund.way)} · {shortMoment(refund.made_at)}
        </span>
        <a href={deskPaths.dossier(refund.dossier)}>{tp('open_dossier')}</a>
      </p>
      <p class="soft small">
        {refund.reason} {tp('refunds.reference', { reference: refund.reference, number: refund.transaction_no || '–' })}
      </p>
      <div role="alert">{fault && <Banner kind="bad">{fault}</Banner>}</div>
      {mayTakeMoney.value && !open && (
        <div class="row">
          {byVnpay && (
            <Button busy={busy} onClick={() => void ask()}>
              {tp('refunds.ask')}
            </Button>
          )}
          <Button kind="second" onClick={() => setOpen(true)}>
            {tp('refunds.done')}
          </Button>
        </div>
      )}
      {open && <DoneForm refund={refund} onDone={loaded.set} onClose={() => setOpen(false)} onStale={loaded.reload} />}
    </>
  );
}

interface DoneFormProps {
  refund: Refund;
  onDone: (left: Refund[]) => void;
  onClose: () => void;
  onStale: () => void;
}

function DoneForm({ refund, onDone, onClose, onStale }: DoneFormProps) {
  const [evidence, setEvidence, drop] = useKept(`refund.${refund.id}`, () => '');
  const [tried, setTried] = useState(false);
  const { busy, fault, run } = useCall();
  const send = async (): Promise<void> => {
    setTried(true);
    if (!evidence.trim()) return;
    const done = await run(
      () => postRefund(refund, { action: 'done', evidence: evidence.trim() }),
      (left) => {
        drop();
        say({ key: 'said.saved' });
        onDone(left);
      },
    );
    if (!done) onStale();
  };
  return (
    <MoneyForm title={tp('refunds.done')} go={tp('save')} busy={busy} fault={fault} onSubmit={() => void send()} onClose={onClose}>
      <TextInput label={tp('refunds.evidence')} help={tp('refunds.evidence_help')} value={evidence} onInput={setEvidence} maxLength={300} required error={tried && !evidence.trim() ? tp('fault.evidence') : null} />
    </MoneyForm>
  );
}
