import './pay.css';
import '../dossier/dossier.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { loadPayment } from '../../actions/pay/pay';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { Card } from '../../components/Card';
import { EmptyState } from '../../components/EmptyState';
import { IconMoney } from '../../components/icons';
import { dong } from '../../components/procedure-facts';
import { Screen } from '../../components/Screen';
import { Skeleton } from '../../components/Skeleton';
import type { DossierRecord } from '../../domain/dossier';
import { type Attempt, openAttempt, type Payment, type PayWay } from '../../domain/pay/payment';
import { paths, type ScreenProps } from '../../router/paths';
import { online } from '../../state/connection';
import { openShelf, records, shelfReady } from '../../state/shelf';
import { Confirmations, History, Refunds } from './History';
import { ForVolunteers } from './PayCard';
import { ReturnScreen } from './ReturnScreen';
import { Sum } from './Sum';
import { TransferCard } from './TransferCard';
import { intentOf, usePayment, usePolling } from './watch';
import { AtDesk, Intent, Ways } from './Ways';
import { t } from './words';

/** `/thanh-toan/:id`; VNPay sends the payer back to `/thanh-toan/ket-qua`. */
export function PayScreen({ params }: ScreenProps) {
  const id = params.id ?? '';
  return id === 'ket-qua' ? <ReturnScreen /> : <Money key={id} id={id} />;
}

/** Everything about the money of one dossier. */
function Money({ id }: { id: string }) {
  useEffect(() => void openShelf(), []);
  const record = records.value.find((each) => each.id === id);
  const asked = usePayment(record, id);
  const payment = record?.payment;
  return (
    <Screen title={t('title')} back={paths.dossier(id)}>
      {record && payment ? <Known record={record} payment={payment} /> : <Unknown id={id} asked={asked ?? (shelfReady.value && !record ? 'no_link' : null)} />}
    </Screen>
  );
}

function Unknown({ id, asked }: { id: string; asked: string | null }) {
  if (asked === null || asked === 'ok') return <Skeleton lines={3} />;
  return (
    <EmptyState picture="path" title={t('none')} text={t('none_text')}>
      {asked === 'sign_in' && <Button href={`${paths.signIn}?next=${paths.pay(id)}`}>{t('sign_in')}</Button>}
      <Button kind="second" href={paths.dossier(id)}>
        {t('return.back')}
      </Button>
    </EmptyState>
  );
}

function Known({ record, payment }: { record: DossierRecord; payment: Payment }) {
  const attempt = openAttempt(payment);
  usePolling(() => loadPayment(record.id), ['open', 'review'].includes(payment.attempt?.state ?? ''));
  if (payment.volunteer) return <ForVolunteers payment={payment} />;
  return (
    <>
      <Standing payment={payment} />
      {!!payment.owed && (
        <Card>
          <Sum payment={payment} why />
        </Card>
      )}
      {!!payment.owed && payment.attempt?.state !== 'review' && <Paying record={record} payment={payment} attempt={attempt} />}
      <Refunds payment={payment} />
      <Confirmations payment={payment} />
      <History payment={payment} />
      <Button kind="second" wide href={paths.dossier(record.id)}>
        {t('return.back')}
      </Button>
    </>
  );
}

/** How the last try ended, said aloud when it changes under the person's eyes. */
function Standing({ payment }: { payment: Payment }) {
  const { owed, paid, attempt } = payment;
  return (
    <div role="status">
      {paid > 0 && owed === 0 && (
        <Banner kind="good" title={t('paid')}>
          <p>{t('paid_sum', { sum: dong(paid) })}</p>
          <p>{t('paid_more')}</p>
        </Banner>
      )}
      {attempt?.state === 'review' && (
        <Banner kind="warning" title={t('review')}>
          <p>{t('review_text')}</p>
        </Banner>
      )}
      {!!owed && (attempt?.state === 'failed' || attempt?.state === 'expired') && (
        <Banner kind="warning" title={t('failed')}>
          <p>{t('failed_text')}</p>
        </Banner>
      )}
    </div>
  );
}

interface PayingProps {
  record: DossierRecord;
  payment: Payment;
  attempt: Attempt | null;
}

function Paying({ record, payment, attempt }: PayingProps) {
  const [other, setOther] = useState(false);
  const intent = intentOf(record.id);
  const chosen = useGateway(attempt, intent !== undefined);
  if (intent) {
    return (
      <Card>
        <Intent entry={intent} code={record.pay_way === 'vietqr'} onAgain={() => void loadPayment(record.id)} />
      </Card>
    );
  }
  const choose = (way: PayWay): void => {
    chosen(way);
    setOther(false);
  };
  const atDesk = !attempt && record.pay_way === 'desk';
  return (
    <>
      {attempt?.transfer && <TransferCard record={record} transfer={attempt.transfer} />}
      {attempt?.pay_url && <Gateway url={attempt.pay_url} dossier={record.id} />}
      {atDesk && !other && (
        <Card>
          <AtDesk payment={payment} onOther={() => setOther(true)} />
        </Card>
      )}
      {attempt && !other && (
        <Button kind="quiet" onClick={() => setOther(true)}>
          {t('ways_other')}
        </Button>
      )}
      {(other || (!attempt && !atDesk)) && (
        <Card title={t('ways')}>
          <Ways record={record} payment={payment} onChosen={choose} />
        </Card>
      )}
    </>
  );
}

/**
 * Who has just chosen VNPay is brought to its page as soon as the address is there; who merely looks
 * at a payment that was begun is not.
 */
function useGateway(attempt: Attempt | null, waiting: boolean): (way: PayWay) => void {
  const wanted = useRef(waiting);
  useEffect(() => {
    if (waiting) wanted.current = true;
    else if (wanted.current && attempt?.pay_url && online.peek()) {
      wanted.current = false;
      location.assign(attempt.pay_url);
    }
  }, [waiting, attempt?.pay_url]);
  return (way) => {
    wanted.current = way === 'vnpay';
  };
}

function Gateway({ url, dossier }: { url: string; dossier: string }) {
  return (
    <Card>
      <Button wide icon={IconMoney} href={url}>
        {t('vnpay.go')}
      </Button>
      <p>{t('vnpay.text')}</p>
      <p class="soft small">{t('vnpay.until')}</p>
      <p class="soft small">{t('vnpay.wait')}</p>
      <Button kind="quiet" onClick={() => void loadPayment(dossier)}>
        {t('check_now')}
      </Button>
    </Card>
  );
}
