import './pay.css';
import { useState } from 'preact/hooks';
import { agreeAndSend } from '../../actions/pay/pay';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconPen, IconSend } from '../../components/icons';
import { dong } from '../../components/procedure-facts';
import type { OutboxEntry } from '../../domain/outbox';
import { feeAsked } from '../../domain/pay/asked';
import { paths } from '../../router/paths';
import { goBack } from '../../state/navigation';
import { openToFix } from '../dossier/fix';
import { t } from './words';

/** The server counted more than the person saw: nothing goes, and nothing is charged, before they agree. */
export function FeeHigher({ entry }: { entry: OutboxEntry }) {
  const [busy, setBusy] = useState(false);
  const fee = feeAsked(entry);
  if (!fee) return null;
  const agree = async (): Promise<void> => {
    setBusy(true);
    await agreeAndSend(entry.key);
  };
  return (
    <div class="stack">
      <Banner kind="warning" title={t('higher', { sum: dong(fee.amount) })}>
        <p>{t('words', { words: fee.words })}</p>
        <p>{t('higher_text')}</p>
      </Banner>
      <Button wide icon={IconSend} busy={busy} onClick={() => void agree()}>
        {t('higher.agree')}
      </Button>
      <Button kind="second" wide onClick={() => goBack(paths.dossiers)}>
        {t('higher.later')}
      </Button>
      <Button kind="quiet" icon={IconPen} onClick={() => void openToFix(entry)}>
        {t('higher.fix')}
      </Button>
    </div>
  );
}
