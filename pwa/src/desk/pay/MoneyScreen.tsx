import { useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { query } from '../../state/navigation';
import { useTitle } from '../parts/useTitle';
import { deskPaths, MONEY_PARTS, type MoneyPart } from '../state/paths';
import { postReconcile } from './api';
import { DayBook } from './DayBook';
import { Lines } from './Lines';
import { Refunds } from './Refunds';
import { StatementImport } from './StatementImport';
import type { Reconciled } from './types';
import { useCall } from './useCall';
import { tp } from './words';

/** Money that nobody could match, the bank's statements, refunds and the day's book. */
export function MoneyScreen() {
  useTitle(tp('money'));
  const part = partOf(query.value.part);
  const [round, setRound] = useState(0);
  return (
    <main class="page" id="main" tabIndex={-1}>
      <header class="page__head">
        <div>
          <h1 class="page__title">{tp('money')}</h1>
          <p class="soft">{tp(`part.${part}.about`)}</p>
        </div>
        <Reconcile onDone={() => setRound(round + 1)} />
      </header>
      <nav class="parts" aria-label={tp('money')}>
        {MONEY_PARTS.map((each) => (
          <a key={each} href={deskPaths.money(each)} aria-current={each === part ? 'page' : undefined}>
            {tp(`part.${each}`)}
          </a>
        ))}
      </nav>
      {/* After a reconciliation everything is asked again, but a chosen file stays. */}
      <Part key={part === 'statement' ? part : `${part} ${round}`} part={part} />
    </main>
  );
}

function Part({ part }: { part: MoneyPart }) {
  switch (part) {
    case 'lines':
      return <Lines />;
    case 'statement':
      return <StatementImport />;
    case 'refunds':
      return <Refunds />;
    case 'day':
      return <DayBook />;
  }
}

/** Asks VNPay now what became of the attempts without an answer. */
function Reconcile({ onDone }: { onDone: () => void }) {
  const [told, setTold] = useState<Reconciled | null>(null);
  const { busy, fault, run } = useCall();
  const go = (): void => {
    setTold(null);
    void run(postReconcile, (body) => {
      setTold(body);
      onDone();
    });
  };
  return (
    <div class="reconcile">
      <div role="status">
        {fault && <Banner kind="bad">{fault}</Banner>}
        {told && (
          <Banner kind={told.wrong.length || told.away ? 'warning' : 'good'}>
            <p>{tp('reconcile.told', { asked: told.asked, settled: told.settled, expired: told.expired })}</p>
            {told.away > 0 && <p>{tp('reconcile.away', { n: told.away })}</p>}
            {told.wrong.map((reference) => (
              <p key={reference}>{tp('reconcile.wrong', { reference })}</p>
            ))}
          </Banner>
        )}
      </div>
      <Button kind="second" busy={busy} onClick={go}>
        {tp('reconcile')}
      </Button>
    </div>
  );
}

function partOf(text: string | undefined): MoneyPart {
  return MONEY_PARTS.find((part) => part === text) ?? 'lines';
}
