import { useState } from 'preact/hooks';
import { choosePayment } from '../../actions/pay/pay';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconDone, IconMoney, IconMoving, IconPerson, IconScan } from '../../components/icons';
import { dong } from '../../components/procedure-facts';
import { Progress } from '../../components/Progress';
import { sendingNow, takeBackEntry } from '../../actions/sending';
import type { DossierRecord } from '../../domain/dossier';
import type { OutboxEntry } from '../../domain/outbox';
import { feeAsked } from '../../domain/pay/asked';
import type { Payment, PayWay } from '../../domain/pay/payment';
import { paths } from '../../router/paths';
import { online } from '../../state/connection';
import { t } from './words';

const SIGNS = { desk: IconPerson, vietqr: IconScan, vnpay: IconMoney };

/** The desk is where one pays; when depends on the procedure. */
const deskKey = ({ collect, waits }: Payment) => (collect === 'before' && waits ? 'desk_before' : 'desk_after');
export const wayName = (way: PayWay, payment: Payment): string => t(way === 'desk' ? `way.${deskKey(payment)}` : `way.${way}`);

interface WaysProps {
  record: DossierRecord;
  payment: Payment;
  /** Chosen and kept on the phone. */
  onChosen: (way: PayWay) => void;
}

/** How to pay, in the commune's order: the desk first. Choosing works without a link. */
export function Ways({ record, payment, onChosen }: WaysProps) {
  const [busy, setBusy] = useState<PayWay | null>(null);
  const choose = async (way: PayWay): Promise<void> => {
    if (busy) return;
    setBusy(way);
    const kept = await choosePayment(record, way);
    setBusy(null);
    if (kept) onChosen(way);
  };
  return (
    <div class="stack">
      {payment.ways.map((way, index) => (
        <Button key={way} wide kind={index === 0 ? 'primary' : 'second'} icon={SIGNS[way]} busy={busy === way} onClick={() => void choose(way)}>
          {wayName(way, payment)}
        </Button>
      ))}
      {payment.ways.includes('desk') && <p class="soft small">{t('way.desk_help')}</p>}
    </div>
  );
}

/** "Trả khi lấy kết quả" was chosen: nothing more to do until then, and another way is one tap away. */
export function AtDesk({ payment, onOther }: { payment: Payment; onOther: () => void }) {
  return (
    <>
      <Banner kind="good" title={t(`chosen.${deskKey(payment)}`)}>
        <p>{t('way.desk_help')}</p>
      </Banner>
      {payment.ways.length > 1 && (
        <Button kind="quiet" icon={IconMoving} onClick={onOther}>
          {t('ways_other')}
        </Button>
      )}
    </>
  );
}

/** The choice on its way; when it was refused, why, and that no money was taken. */
export function Intent({ entry, code, onAgain }: { entry: OutboxEntry; code: boolean; onAgain: () => void }) {
  const fee = feeAsked(entry);
  const again = async (): Promise<void> => {
    await takeBackEntry(entry.key);
    onAgain();
  };
  if (entry.parked === 'sign_in') {
    return (
      <>
        <Banner kind="warning" title={t('intent.sign_in')} />
        <Button wide icon={IconPerson} href={`${paths.signIn}?next=${paths.pay(entry.dossier)}`}>
          {t('sign_in')}
        </Button>
      </>
    );
  }
  if (entry.parked) {
    return (
      <>
        <Banner kind="warning" alert title={entry.said ?? t('intent.parked')}>
          {fee && <p>{t('intent.new_sum', { sum: dong(fee.amount) })}</p>}
          {fee && <p>{t('words', { words: fee.words })}</p>}
        </Banner>
        <Button wide icon={IconDone} onClick={() => void again()}>
          {t('intent.again')}
        </Button>
      </>
    );
  }
  if (sendingNow.value && online.value) return <Progress label={t('intent.sending')} />;
  return (
    <Banner kind="warning" title={t('intent.waiting')}>
      {code && <p>{t('intent.code_later')}</p>}
    </Banner>
  );
}
