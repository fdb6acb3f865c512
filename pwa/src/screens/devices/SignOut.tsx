import { useState } from 'preact/hooks';
import { sendAll } from '../../actions/sending';
import { signOut } from '../../actions/session/signOut';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconOut, IconSend } from '../../components/icons';
import { Sheet } from '../../components/Sheet';
import { paths } from '../../router/paths';
import { go } from '../../state/navigation';
import { drafts, entries } from '../../state/shelf';
import { t } from './words';

/** Out on this phone. With something still to be sent the person first hears what becomes of it. */
export function SignOut() {
  const [asking, setAsking] = useState(false);
  const n = entries.value.length;
  const stuck = entries.value.filter(({ parked }) => parked).length;
  const first = async (): Promise<void> => {
    await sendAll();
    go(paths.dossiers);
  };
  // "Để sau" was said by this person, and the next one cannot unsay it: from here on it goes.
  const leave = async (): Promise<void> => {
    setAsking(false);
    if (n > 0) await sendAll();
    await signOut();
  };
  return (
    <>
      <Button kind="second" icon={IconOut} onClick={() => (n > 0 ? setAsking(true) : void leave())} wide>
        {t('sign_out')}
      </Button>
      {asking && (
        <Sheet
          title={t('out_waiting', { n })}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button icon={IconSend} onClick={() => void first()} wide>
                {t('out_first')}
              </Button>
              <Button kind="second" icon={IconOut} onClick={() => void leave()} wide>
                {t('out_now')}
              </Button>
            </>
          }
        >
          <p>{t('out_goes_on')}</p>
          <p>{t('out_next', { n })}</p>
          {drafts.value.some(({ frozen }) => frozen === null) && <p>{t('out_drafts')}</p>}
          {stuck > 0 && (
            <Banner kind="warning" title={t('out_stuck', { n: stuck })}>
              <p>{t('out_stuck_do')}</p>
            </Banner>
          )}
        </Sheet>
      )}
    </>
  );
}
