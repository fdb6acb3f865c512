import { useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { shortMoment } from '../parts/DueMark';
import { useKept } from '../state/kept';
import { mayTakeMoney } from '../state/session';
import { postReview } from './api';
import { enough, MoneyForm, Reason, sum } from './parts';
import type { Attempt, DeskPayment } from './types';
import { useCall } from './useCall';
import { tp, wordFor } from './words';

interface SuspiciousProps {
  payment: DeskPayment;
  onDone: (after: DeskPayment) => void;
}

/** Payments that the provider found suspicious wait for an officer: did the money arrive? */
export function Suspicious({ payment, onDone }: SuspiciousProps) {
  const found = payment.attempts.filter((attempt) => attempt.state === 'review');
  return (
    <>
      {found.map((attempt) => (
        <Review key={attempt.id} dossier={payment.dossier} attempt={attempt} onDone={onDone} />
      ))}
    </>
  );
}

function Review({ dossier, attempt, onDone }: { dossier: string; attempt: Attempt; onDone: (after: DeskPayment) => void }) {
  const [arrived, setArrived] = useState<boolean | null>(null);
  const [reason, setReason, drop] = useKept(`${dossier}.review.${attempt.id}`, () => '');
  const [tried, setTried] = useState(false);
  const { busy, fault, run } = useCall();
  const send = (): void => {
    setTried(true);
    if (arrived === null || !enough(reason)) return;
    void run(
      () => postReview(dossier, attempt.id, { arrived, reason: reason.trim() }),
      (after) => {
        drop();
        onDone(after);
      },
    );
  };
  return (
    <Banner kind="warning" title={tp('review.title', { sum: sum(attempt.amount) })}>
      <p>{tp('review.about', { reference: attempt.reference })}</p>
      {mayTakeMoney.value && arrived === null && (
        <div class="row">
          <Button kind="second" onClick={() => setArrived(true)}>
            {tp('review.arrived')}
          </Button>
          <Button kind="second" onClick={() => setArrived(false)}>
            {tp('review.not')}
          </Button>
        </div>
      )}
      {arrived !== null && (
        <MoneyForm title={tp(arrived ? 'review.arrived' : 'review.not')} go={tp('save')} busy={busy} fault={fault} onSubmit={send} onClose={() => setArrived(null)}>
          <Reason value={reason} onInput={setReason} tried={tried} help={tp('review.help')} />
        </MoneyForm>
      )}
    </Banner>
  );
}

/** Every try to pay, the newest first. Folded: it is asked for seldom. */
export function Attempts({ payment }: { payment: DeskPayment }) {
  const { attempts } = payment;
  if (!attempts.length) return null;
  return (
    <details class="fold">
      <summary>{tp('attempts', { n: attempts.length })}</summary>
      <ol class="history">
        {[...attempts].reverse().map((attempt) => (
          <li key={attempt.id}>
            <time>{shortMoment(attempt.settled_at ?? attempt.made_at)}</time>
            <div>
              <strong>{wordFor('attempt', attempt.state)}</strong> · {sum(attempt.amount)} · {wordFor('way', attempt.way)}
              <p class="soft small">{attempt.reference}</p>
            </div>
          </li>
        ))}
      </ol>
    </details>
  );
}

/** The ledger of this dossier, as it was written: nothing in it is ever changed. */
export function Entries({ payment }: { payment: DeskPayment }) {
  const { entries } = payment;
  if (!entries.length) return null;
  return (
    <details class="fold">
      <summary>{tp('entries', { n: entries.length })}</summary>
      <table class="sums">
        <thead>
          <tr>
            <th scope="col">{tp('column.at')}</th>
            <th scope="col">{tp('column.kind')}</th>
            <th scope="col">{tp('column.way')}</th>
            <th scope="col" class="sums__sum">{tp('column.sum')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry, index) => (
            <tr key={index}>
              <td>{shortMoment(entry.at)}</td>
              <td>{wordFor('entry', entry.kind)}</td>
              <td>{entry.way ? wordFor('way', entry.way) : ''}</td>
              <td class="sums__sum">{sum(entry.amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
