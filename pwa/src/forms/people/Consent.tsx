import { useState } from 'preact/hooks';
import { Button } from '../../components/Button';
import { IconPeople } from '../../components/icons';
import { Sheet } from '../../components/Sheet';
import { t } from './words';

/** Asked of the person who files, once; nothing is remembered before a yes, nothing is ticked for them. */
export function Consent({ onDecide }: { onDecide: (agreed: boolean) => void }) {
  const [open, setOpen] = useState(false);
  if (!open) {
    return (
      <Button kind="quiet" icon={IconPeople} onClick={() => setOpen(true)}>
        {t('ask')}
      </Button>
    );
  }
  return (
    <Sheet
      title={t('ask')}
      onClose={() => setOpen(false)}
      actions={
        <>
          <Button wide onClick={() => onDecide(true)}>
            {t('agree')}
          </Button>
          <Button kind="quiet" onClick={() => onDecide(false)}>
            {t('refuse')}
          </Button>
        </>
      }
    >
      <p>{t('ask_text')}</p>
      <p>{t('ask_own')}</p>
    </Sheet>
  );
}

/** What was agreed to is kept with the consent. */
export const consentWords = (): string => [t('ask'), t('ask_text'), t('ask_own')].join(' ');
