import './news.css';
import { useState } from 'preact/hooks';
import { hindrance, subscribe, type Subscribed } from '../../actions/news/subscribe';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { Card } from '../../components/Card';
import { account } from '../../state/shelf';
import { IconBell } from './icons';
import { Sample } from './Sample';
import { t, whyNot } from './words';

const LATER = 'motcua.offer-later';
/** Who said "để sau" is asked again with another dossier, a month later at the earliest. */
const REST_MS = 30 * 24 * 60 * 60 * 1000;

/** Asked when it makes sense: somebody has just handed in something of their own and will wait for it. */
export function Offer() {
  const [end, setEnd] = useState<Subscribed | null>(null);
  const [busy, setBusy] = useState(false);
  const [gone, setGone] = useState(saidLater);
  if (end === 'on') return <Banner kind="good" alert title={t('done')} />;
  if (gone || !account.value || account.value.push) return null;
  const why = end ? null : hindrance();
  const later = (): void => {
    sayLater();
    setGone(true);
  };
  if (why) return <Cannot why={why} onSeen={later} />;
  const ask = async (): Promise<void> => {
    setBusy(true);
    setEnd(await subscribe());
    setBusy(false);
  };
  return (
    <Card title={t('offer')}>
      <p>{t('offer_text')}</p>
      <p class="soft small">{t('sample')}</p>
      <Sample />
      {end && (
        <Banner kind="warning" alert>
          <p>{whyNot(end)}</p>
        </Banner>
      )}
      <Button wide icon={IconBell} busy={busy} onClick={() => void ask()}>
        {t('offer_yes')}
      </Button>
      <Button kind="quiet" onClick={later}>
        {t('offer_no')}
      </Button>
    </Card>
  );
}

/** Honest where the phone cannot be called: the messages are there all the same. */
function Cannot({ why, onSeen }: { why: NonNullable<ReturnType<typeof hindrance>>; onSeen: () => void }) {
  return (
    <Card title={t('offer_where')}>
      <p>{t('offer_inbox')}</p>
      <p>{t(`why.${why}`)}</p>
      <Button kind="quiet" onClick={onSeen}>
        {t('understood')}
      </Button>
    </Card>
  );
}

function saidLater(): boolean {
  try {
    return Date.now() - Number(localStorage.getItem(LATER) ?? 0) < REST_MS;
  } catch {
    return false;
  }
}

function sayLater(): void {
  try {
    localStorage.setItem(LATER, String(Date.now()));
  } catch {
    // A browser that forbids storage asks again next time.
  }
}
