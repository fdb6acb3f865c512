import './pay.css';
import { useState } from 'preact/hooks';
import { loadPayment } from '../../actions/pay/pay';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { Card } from '../../components/Card';
import { IconMoney } from '../../components/icons';
import { dong } from '../../components/procedure-facts';
import type { DossierRecord } from '../../domain/dossier';
import { openAttempt, type Payment } from '../../domain/pay/payment';
import { paths } from '../../router/paths';
import { go } from '../../state/navigation';
import { Sum } from './Sum';
import { intentOf, usePayment } from './watch';
import { AtDesk, Intent, Ways } from './Ways';
import { t } from './words';

/** On the dossier's own screen: what is owed and how to pay it, or that nothing is. */
export function PayCard({ record }: { record: DossierRecord }) {
  usePayment(record, record.id);
  const { payment } = record;
  if (!payment?.quote) return null;
  if (payment.volunteer) return <ForVolunteers payment={payment} />;
  if (payment.owed === null) {
    return (
      <Card title={t('unknown')}>
        <p>{t('unknown_text')}</p>
      </Card>
    );
  }
  return payment.owed > 0 ? <Owes record={record} payment={payment} /> : <OwesNothing payment={payment} />;
}

/** Who helps sees what it costs; there is nothing here to press. */
export function ForVolunteers({ payment }: { payment: Payment }) {
  const { owed } = payment;
  return (
    <Banner kind="warning" title={t('volunteer')}>
      <p>{t('volunteer_text')}</p>
      {!!owed && <p>{t('volunteer_sum', { sum: dong(owed) })}</p>}
    </Banner>
  );
}

function Owes({ record, payment }: { record: DossierRecord; payment: Payment }) {
  const [other, setOther] = useState(false);
  const intent = intentOf(record.id);
  const started = openAttempt(payment) !== null || payment.attempt?.state === 'review';
  const see = (): void => go(paths.pay(record.id));
  return (
    <Card class="card--ask">
      <Sum payment={payment} />
      {intent ? (
        <Intent entry={intent} code={false} onAgain={() => void loadPayment(record.id)} />
      ) : started ? (
        <Button wide icon={IconMoney} onClick={see}>
          {t('go')}
        </Button>
      ) : record.pay_way === 'desk' && !other ? (
        <AtDesk payment={payment} onOther={() => setOther(true)} />
      ) : (
        <Ways record={record} payment={payment} onChosen={(way) => (way === 'desk' ? setOther(false) : see())} />
      )}
    </Card>
  );
}

function OwesNothing({ payment }: { payment: Payment }) {
  const { quote, paid, refund_due: back } = payment;
  const exempt = quote?.exempt;
  return (
    <Card class={back > 0 ? 'card--ask' : ''}>
      <p class="sum__number">
        {paid > 0 ? t('paid_sum', { sum: dong(paid) }) : t(quote?.free_online ? 'free_online' : 'free')}
      </p>
      {exempt?.text && <p>{t('exempt', { text: exempt.text })}</p>}
      {exempt?.proof && <p>{t('exempt_proof', { proof: exempt.proof })}</p>}
      {back > 0 && <p>{t('refund_due', { sum: dong(back) })}</p>}
      {(paid > 0 || payment.attempts.length > 0) && (
        <Button kind="second" wide href={paths.pay(payment.dossier)}>
          {t('see')}
        </Button>
      )}
    </Card>
  );
}
