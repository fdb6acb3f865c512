import { useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconOut } from '../../components/icons';
import { Sheet } from '../../components/Sheet';
import { acts, forgetMyActs } from '../state/acts';
import { dropPagesOf } from '../state/kept-pages';
import { forgetMine, hasMine } from '../state/kept';
import { officerId, signOut } from '../state/session';
import { t } from '../words';

/** On a shared computer nothing typed stays behind; what was not sent is asked about first. */
export function SignOut() {
  const [asked, setAsked] = useState(false);
  const [fault, setFault] = useState(false);
  const [busy, setBusy] = useState(false);
  const waiting = acts.value.filter((act) => act.officer === officerId.value).length;
  const leave = async (): Promise<void> => {
    setBusy(true);
    setFault(false);
    const left = await signOut(async () => {
      forgetMyActs();
      forgetMine();
      await dropPagesOf(officerId.peek());
    });
    setBusy(false);
    setFault(!left);
    setAsked(!left);
  };
  return (
    <>
      <button type="button" class="rail__out" onClick={() => (waiting || hasMine() ? setAsked(true) : void leave())} title={t('rail.sign_out')}>
        <IconOut />
        <span class="unseen">{t('rail.sign_out')}</span>
      </button>
      {asked && (
        <Sheet
          title={t('sign_out.title')}
          onClose={() => setAsked(false)}
          actions={
            <>
              <Button kind="danger" busy={busy} onClick={() => void leave()}>
                {t('sign_out.go')}
              </Button>
              <Button kind="second" onClick={() => setAsked(false)}>
                {t('sign_out.stay')}
              </Button>
            </>
          }
        >
          {fault && (
            <Banner kind="bad" alert>
              {t('errors.sign_out')}
            </Banner>
          )}
          {waiting > 0 && <p>{t('sign_out.acts', { n: waiting })}</p>}
          <p>{t('sign_out.text')}</p>
        </Sheet>
      )}
    </>
  );
}
