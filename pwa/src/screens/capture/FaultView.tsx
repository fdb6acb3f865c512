import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconCamera, IconMoving, IconTrash } from '../../components/icons';
import { Screen } from '../../components/Screen';
import { paths } from '../../router/paths';
import { Advice } from './Advice';
import { IconTurn } from './icons';
import type { Session, View } from './session';
import { useAddress } from './useAddress';
import { t } from './words';

type At<Name extends View['at']> = Extract<View, { at: Name }>;

/** What is wrong, how to do it right; to take it again comes first, to keep it is always allowed. */
export function FaultView({ session, name, view }: { session: Session; name: string; view: At<'fault'> }) {
  const address = useAddress(view.made.blob);
  const faults = view.made.faults;
  const first = faults[0];
  const standsOnHead = faults.some(({ kind }) => kind === 'upside_down');
  const again = (): void => void session.again();
  return (
    <Screen
      title={name}
      back={paths.home}
      onBack={again}
      action={
        <>
          {standsOnHead ? (
            <Button wide icon={IconTurn} onClick={() => void session.turnUpright()}>
              {t('turn_upright')}
            </Button>
          ) : (
            <Button wide icon={IconCamera} onClick={again}>
              {t('again')}
            </Button>
          )}
          <div class="ways">
            {standsOnHead && (
              <Button kind="second" icon={IconCamera} onClick={again}>
                {t('again')}
              </Button>
            )}
            <Button kind="second" onClick={() => void session.keepAnyway()}>
              {t('keep_anyway')}
            </Button>
          </div>
        </>
      }
    >
      {first && <Advice kinds={faults.map(({ kind }) => kind)} />}
      <img class="made" src={address} alt={t('made')} />
      <p class="soft small">{t('marked')}</p>
    </Screen>
  );
}

interface FailedProps {
  session: Session;
  name: string;
  view: At<'failed'>;
  onLeave: () => void;
}

/** No page could be made of it. Everything else stays, and so does the picture while it may still help. */
export function FailedView({ session, name, view, onLeave }: FailedProps) {
  const hopeless = view.fault === 'not_a_page' || view.fault === 'empty' || view.fault === 'too_large';
  const drop = (): void => void session.drop();
  return (
    <Screen title={name} back={paths.home} onBack={hopeless ? drop : onLeave}>
      <Banner kind="bad" alert title={t('errors.some')}>
        <p>{t(`fault.${view.fault}`)}</p>
      </Banner>
      {view.waiting > 0 && <p>{t('waiting', { n: view.waiting })}</p>}
      {!hopeless && (
        <>
          <Button wide icon={IconMoving} onClick={() => void session.retry()}>
            {t('retry')}
          </Button>
          <Button wide kind="second" onClick={() => void session.usePlain(view.shot)}>
            {t('use_plain')}
          </Button>
        </>
      )}
      <Button wide kind={hopeless ? 'primary' : 'quiet'} icon={hopeless ? IconCamera : IconTrash} onClick={drop}>
        {t(hopeless ? 'another' : 'drop')}
      </Button>
    </Screen>
  );
}
