import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { Card } from '../../components/Card';
import { IconPaper } from '../../components/icons';
import { dong } from '../../components/procedure-facts';
import type { Payment } from '../../domain/pay/payment';
import { momentWords } from '../dossier/when';
import { t } from './words';

const WAYS = ['desk', 'cash', 'vietqr', 'vnpay'] as const;

function wayWords(way: string): string {
  return t(`way_done.${WAYS.find((known) => known === way) ?? 'other'}`);
}

/** The numbered confirmations, as PDF files of the server. */
export function Confirmations({ payment }: { payment: Payment }) {
  if (payment.confirmations.length === 0) return null;
  return (
    <Card title={t('confirmations')} class="card--good">
      {payment.confirmations.map(({ year, number, reference, amount, e_receipt: official }) => (
        <div key={reference} class="stack">
          <p class="file">
            <IconPaper />
            <strong>{t('confirmation', { number: reference, sum: dong(amount) })}</strong>
          </p>
          {official && <p>{t('confirmation.e_receipt', { number: official })}</p>}
          <Button kind="second" wide href={`/api/dossiers/${payment.dossier}/payment/confirmations/${year}/${number}.pdf`}>
            {t('confirmation.open', { number: reference })}
          </Button>
        </div>
      ))}
    </Card>
  );
}

const REFUNDS = ['due', 'asked', 'done'] as const;

export function Refunds({ payment }: { payment: Payment }) {
  const { refund_due: due, refunds } = payment;
  if (due === 0 && refunds.length === 0) return null;
  return (
    <Card class="card--ask">
      {due > 0 && (
        <Banner title={t('refund_due', { sum: dong(due) })}>
          <p>{t('refund_due_text')}</p>
        </Banner>
      )}
      {refunds.map(({ amount, state, at }) => (
        <p key={at}>{t(`refund.${REFUNDS.find((known) => known === state) ?? 'due'}`, { sum: dong(amount) })}</p>
      ))}
    </Card>
  );
}

/** Every try, the newest first. */
export function History({ payment }: { payment: Payment }) {
  if (payment.attempts.length === 0) return null;
  return (
    <Card title={t('history')}>
      <ul class="payments">
        {[...payment.attempts].reverse().map(({ id, amount, way, state, made_at: made }) => (
          <li key={id}>
            <p class="payments__what">{t('history.line', { sum: dong(amount), way: wayWords(way) })}</p>
            <p>{t(`state.${state}`)}</p>
            <p class="soft small">{momentWords(made)}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
