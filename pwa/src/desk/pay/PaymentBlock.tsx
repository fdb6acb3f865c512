import { useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { Skeleton } from '../../components/Skeleton';
import { common } from '../../words/common';
import type { DeskDossier } from '../api/types';
import { kept } from '../state/kept';
import { deskPaths } from '../state/paths';
import { mayTakeMoney } from '../state/session';
import { CashForm } from './CashForm';
import { Confirmations } from './Confirmations';
import { FeeForm } from './FeeForm';
import { Line, sum } from './parts';
import { Attempts, Entries, Suspicious } from './Records';
import type { DeskPayment, FeeLine, FeeQuote } from './types';
import { type Payment, usePayment } from './usePayment';
import { tp, wordFor } from './words';

/** What a dossier owes and why, what was paid, and what an officer may do about it. */
export function PaymentBlock({ dossier }: { dossier: DeskDossier }) {
  const money = usePayment(dossier.id, dossier.version);
  const { payment, fault } = money;
  return (
    <section class="block money" aria-label={tp('title')}>
      <h2 class="block__title">{tp('title')}</h2>
      {fault && (
        <Banner kind="bad">
          <p>{tp('errors.load')}</p>
          <Button kind="second" onClick={money.reload}>
            {common('retry')}
          </Button>
        </Banner>
      )}
      {!payment && !fault && <Skeleton lines={2} />}
      {payment && <Known dossier={dossier} payment={payment} money={money} />}
    </section>
  );
}

interface KnownProps {
  dossier: DeskDossier;
  payment: DeskPayment;
  money: Payment;
}

function Known({ dossier, payment, money }: KnownProps) {
  const { quote } = payment;
  return (
    <>
      {payment.waits && <Banner kind="warning">{tp('waits')}</Banner>}
      <Owed payment={payment} />
      <dl class="answers">
        {quote && <Why quote={quote} />}
        <Line word={tp('collect')}>{tp(`collect.${payment.collect}`)}</Line>
        {payment.paid > 0 && <Line word={tp('paid')}>{sum(payment.paid)}</Line>}
        {payment.refunded > 0 && <Line word={tp('refunded')}>{sum(payment.refunded)}</Line>}
      </dl>
      {payment.refund_due > 0 && (
        <Banner kind="warning" title={tp('refund_due', { sum: sum(payment.refund_due) })}>
          <a href={deskPaths.money('refunds')}>{tp('refund_due.go')}</a>
        </Banner>
      )}
      {mayTakeMoney.value ? <Acts dossier={dossier} payment={payment} money={money} /> : <p class="soft small">{tp('read_only')}</p>}
      <Suspicious payment={payment} onDone={money.take} />
      <Confirmations payment={payment} onDone={money.take} />
      <Attempts payment={payment} />
      <Entries payment={payment} />
    </>
  );
}

function Owed({ payment: { owed, words, quote, paid } }: { payment: DeskPayment }) {
  if (owed === null) return <p class="money__owed">{tp('owed.unknown')}</p>;
  if (owed === 0) return <p class="money__owed">{tp(paid > 0 ? 'owed.settled' : 'owed.nothing')}</p>;
  return (
    <div>
      <p class="money__owed">{tp('owed', { sum: sum(owed) })}</p>
      <p class="soft small">
        {tp('words', { words: words ?? '' })}
        {quote && ` ${tp(`agreement.${quote.agreement}`)}`}
      </p>
    </div>
  );
}

/** From which rules the sum comes; an officer's own sum has a reason instead. */
function Why({ quote }: { quote: FeeQuote }) {
  return (
    <>
      <Line word={tp('why')}>
        {quote.lines.map((line, index) => (
          <p key={index}>{lineText(line)}</p>
        ))}
        {quote.reason && <p>{tp('why.officer', { reason: quote.reason })}</p>}
        {quote.free_online && <p>{tp('why.free_online')}</p>}
        {!quote.lines.length && !quote.reason && !quote.free_online && <p>{tp('why.unknown')}</p>}
      </Line>
      {quote.exempt && (
        <Line word={tp('exempt')}>
          {quote.exempt.text || quote.exempt.key}
          {quote.exempt.proof && <p class="soft small">{tp('exempt.proof', { proof: quote.exempt.proof })}</p>}
        </Line>
      )}
      {quote.shown !== null && quote.shown !== quote.amount && <Line word={tp('shown')}>{sum(quote.shown)}</Line>}
    </>
  );
}

export function lineText({ kind, name, amount, unit_amount, quantity, local }: FeeLine): string {
  const counted = amount !== null && unit_amount !== null && quantity !== null && quantity > 1;
  const price = amount === null ? tp('line.unknown') : amount === 0 ? tp('line.free') : counted ? tp('line.counted', { unit: sum(unit_amount), n: quantity, sum: sum(amount) }) : sum(amount);
  return [name ?? wordFor('rule', kind), price, local ? tp('line.local') : ''].filter(Boolean).join(' · ');
}

type Shown = 'cash' | 'fee' | null;

function Acts({ dossier, payment, money }: KnownProps) {
  const names = { cash: `${dossier.id}.cash`, fee: `${dossier.id}.fee` };
  const unsent = (name: string): boolean => kept(`${name}.sent`) !== null;
  const [shown, setShown] = useState<Shown>(() => (unsent(names.cash) ? 'cash' : unsent(names.fee) ? 'fee' : null));
  const close = (): void => setShown(null);
  const done = (after: DeskPayment): void => {
    close();
    money.take(after);
  };
  if (shown === 'cash') return <CashForm name={names.cash} dossier={dossier} payment={payment} onDone={done} onClose={close} onStale={money.reload} />;
  if (shown === 'fee') return <FeeForm name={names.fee} dossier={dossier} payment={payment} onDone={done} onClose={close} />;
  const reviewed = payment.attempts.some((attempt) => attempt.state === 'review');
  return (
    <div class="row">
      {payment.owed !== null && payment.owed > 0 && !reviewed && <Button onClick={() => setShown('cash')}>{tp('cash')}</Button>}
      <Button kind="second" onClick={() => setShown('fee')}>
        {tp('fee')}
      </Button>
    </div>
  );
}
