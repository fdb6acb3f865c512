import { useState } from 'preact/hooks';
import type { Fault } from '../../actions/session/outcome';
import { signOutEverywhere } from '../../actions/session/signOut';
import { Button } from '../../components/Button';
import { Sheet } from '../../components/Sheet';
import { common } from '../../words/common';
import { t } from './words';

export function EndAll({ onFault }: { onFault: (fault: Fault | null) => void }) {
  const [asking, setAsking] = useState(false);
  const end = async () => {
    setAsking(false);
    onFault(await signOutEverywhere());
  };
  return (
    <>
      <Button kind="quiet" onClick={() => setAsking(true)}>
        {t('sign_out_all')}
      </Button>
      {asking && (
        <Sheet
          title={t('out_all_title')}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button kind="danger" onClick={() => void end()}>
                {t('sign_out_all')}
              </Button>
              <Button kind="quiet" onClick={() => setAsking(false)}>
                {common('cancel')}
              </Button>
            </>
          }
        >
          <p>{t('out_all_text')}</p>
        </Sheet>
      )}
    </>
  );
}
