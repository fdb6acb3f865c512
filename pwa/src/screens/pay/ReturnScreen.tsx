import { useEffect, useState } from 'preact/hooks';
import { loadPayment, readReturn, type Returned } from '../../actions/pay/pay';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { dong } from '../../components/procedure-facts';
import { Progress } from '../../components/Progress';
import { Screen } from '../../components/Screen';
import { paths } from '../../router/paths';
import { openShelf, shelfReady } from '../../state/shelf';
import { usePolling } from './watch';
import { t } from './words';

type Told = Returned | 'no_link' | 'sign_in' | null;

/** Where VNPay sends the payer back: `/thanh-toan/ket-qua`. It shows what our own server knows. */
export function ReturnScreen() {
  const [told, setTold] = useState<Told>(null);
  const ask = async (): Promise<void> => {
    const answer = await readReturn(location.search);
    if (answer !== 'ok') setTold(answer);
  };
  useEffect(() => {
    void openShelf();
    void ask();
  }, []);
  const known = told !== null && typeof told === 'object' ? told : null;
  const dossier = known?.dossier ?? null;
  const state = known?.attempt?.state;
  usePolling(ask, told === 'no_link' || state === 'open');
  // So that the dossier's own screen, too, knows it at once.
  useEffect(() => {
    if (dossier && shelfReady.value) void loadPayment(dossier);
  }, [dossier, state, shelfReady.value]);
  return (
    <Screen title={t('return.title')} back={dossier ? paths.dossier(dossier) : paths.dossiers}>
      <div role="status" class="stack">
        <Result told={told} />
      </div>
      {told === 'sign_in' && <Button href={`${paths.signIn}?next=${encodeURIComponent(location.pathname + location.search)}`}>{t('sign_in')}</Button>}
      {(told === 'no_link' || state === 'open') && (
        <Button kind="second" wide onClick={() => void ask()}>
          {t('retry')}
        </Button>
      )}
      {told !== null && told !== 'sign_in' && (
        <Button wide href={dossier ? paths.dossier(dossier) : paths.dossiers}>
          {t('return.back')}
        </Button>
      )}
      {dossier && (state === 'failed' || state === 'expired') && (
        <Button kind="second" wide href={paths.pay(dossier)}>
          {t('ways_other')}
        </Button>
      )}
    </Screen>
  );
}

/** VNPay's own word is only repeated as "being asked": what our server has recorded decides. */
function Result({ told }: { told: Told }) {
  if (told === null) return <Progress label={t('return.asking')} />;
  if (told === 'sign_in') return <Banner kind="warning" title={t('return.sign_in')} />;
  if (told === 'no_link') return <Say kind="warning" what="no_link" />;
  if (!told.signed || !told.attempt) return <Say kind="warning" what="unsigned" />;
  const { state, amount } = told.attempt;
  if (state === 'paid' || state === 'refunded') {
    return (
      <Banner kind="good" title={t('paid')}>
        <p>{t('paid_sum', { sum: dong(amount) })}</p>
      </Banner>
    );
  }
  if (state === 'review') {
    return (
      <Banner kind="warning" title={t('review')}>
        <p>{t('review_text')}</p>
      </Banner>
    );
  }
  return state === 'open' ? <Say kind="info" what="pending" /> : <Say kind="warning" what="failed" />;
}

function Say({ kind, what }: { kind: 'info' | 'warning'; what: 'pending' | 'failed' | 'no_link' | 'unsigned' }) {
  return (
    <Banner kind={kind} title={t(`return.${what}`)}>
      <p>{t(`return.${what}_text`)}</p>
    </Banner>
  );
}
