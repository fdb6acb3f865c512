import { Button } from '../../components/Button';
import { t } from './words';

/** Asked once, of the person who files; nothing is remembered before a yes. */
export function Consent({ onDecide }: { onDecide: (agreed: boolean) => void }) {
  return (
    <section class="card">
      <h2>{t('ask')}</h2>
      <p>{t('ask_text')}</p>
      <p>{t('ask_own')}</p>
      <Button kind="second" wide onClick={() => onDecide(true)}>
        {t('agree')}
      </Button>
      <Button kind="quiet" onClick={() => onDecide(false)}>
        {t('refuse')}
      </Button>
    </section>
  );
}

/** What was agreed to is kept with the consent. */
export const consentWords = (): string => [t('ask'), t('ask_text'), t('ask_own')].join(' ');
