import { useEffect, useRef, useState } from 'preact/hooks';
import { type Camera, CameraError, type CameraRefusal, openCamera } from '../../capture/camera';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconCheck, IconMoving } from '../../components/icons';
import { Screen } from '../../components/Screen';
import { type Draft, pagesOf } from '../../domain/draft';
import { paths } from '../../router/paths';
import { PageImage } from '../apply/PageImage';
import { CopiesNote } from './CopiesNote';
import { IconLamp } from './icons';
import { NoticeBanner } from './NoticeBanner';
import { PickButton } from './PickButton';
import type { Session } from './session';
import { t } from './words';

interface CameraViewProps {
  session: Session;
  draft: Draft;
  paper: string;
  name: string;
  card: boolean;
  onLeave: () => void;
}

/** The live camera: nothing of what is taken here lies in the phone's gallery. */
export function CameraView({ session, draft, paper, name, card, onLeave }: CameraViewProps) {
  const { camera, refusal, again } = useCamera();
  const [lit, setLit] = useState(false);
  const [shooting, setShooting] = useState(false);
  const pages = pagesOf(draft, paper);
  const last = pages.at(-1);
  const shoot = async (): Promise<void> => {
    if (!camera || shooting) return;
    setShooting(true);
    try {
      await session.shoot(await camera.grab());
    } catch {
      // The camera was taken away while it looked: it is asked for again, nothing was lost.
      setShooting(false);
      again();
    }
  };
  const lamp = camera?.hasTorch && (
    <button class="top-bar__button" type="button" aria-label={t('lamp')} aria-pressed={lit} onClick={() => void camera.torch(!lit).then((done) => done && setLit(!lit))}>
      <IconLamp />
    </button>
  );
  if (refusal) return <NoCamera session={session} name={name} refusal={refusal} onAgain={again} onLeave={onLeave} />;
  return (
    <Screen title={name} back={paths.home} onBack={onLeave} tools={lamp || undefined}>
      <div class="camera">
        <NoticeBanner paper={session.paper} />
        <div class="camera__stage">
          <div class="camera__view" ref={(place) => void (place && camera && place.replaceChildren(camera.video))} />
          {camera && <div class={`camera__frame${card ? ' camera__frame--card' : ''}`} />}
          <p class="camera__say" role="status">
            {t(!camera ? 'opening' : card ? 'aim_card' : 'aim')}
          </p>
        </div>
        <div class="camera__tools">
          {last ? (
            <button class="camera__last" type="button" aria-label={t('see_pages', { n: pages.length })} onClick={() => session.show('pages')}>
              <PageImage page={last} />
              <span class="pages__number">{pages.length}</span>
            </button>
          ) : (
            <PickButton onPick={(files) => void session.pick(files, false)} label={t('gallery')} look="camera__pick" />
          )}
          <button class="shutter" type="button" aria-label={t('shoot')} aria-busy={shooting} disabled={!camera || shooting} onClick={() => void shoot()}>
            <span />
          </button>
          {last ? (
            <button class="camera__done" type="button" onClick={onLeave}>
              <IconCheck />
              {t('done')}
            </button>
          ) : (
            <span />
          )}
        </div>
      </div>
    </Screen>
  );
}

/** Opened while this is on the screen and in sight; given back at once when it is not. */
function useCamera(): { camera: Camera | null; refusal: CameraRefusal | null; again: () => void } {
  const [camera, setCamera] = useState<Camera | null>(null);
  const [refusal, setRefusal] = useState<CameraRefusal | null>(null);
  const [asked, setAsked] = useState(0);
  const open = useRef<Camera | null>(null);
  const again = (): void => setAsked((times) => times + 1);
  useEffect(() => {
    let left = false;
    setRefusal(null);
    openCamera({ onLost: again }).then(
      (opened) => {
        if (left) return opened.stop();
        open.current = opened;
        setCamera(opened);
      },
      (cause: unknown) => left || setRefusal(cause instanceof CameraError ? cause.refusal : 'busy'),
    );
    return () => {
      left = true;
      open.current?.stop();
      open.current = null;
      setCamera(null);
    };
  }, [asked]);
  useEffect(() => {
    const onSight = (): void => {
      if (document.hidden) {
        open.current?.stop();
        setCamera(null);
      } else again();
    };
    document.addEventListener('visibilitychange', onSight);
    return () => document.removeEventListener('visibilitychange', onSight);
  }, []);
  return { camera, refusal, again };
}

interface NoCameraProps {
  session: Session;
  name: string;
  refusal: CameraRefusal;
  onAgain: () => void;
  onLeave: () => void;
}

/** Why there is no live camera, what to do, and the ways that always work. */
function NoCamera({ session, name, refusal, onAgain, onLeave }: NoCameraProps) {
  return (
    <Screen title={name} back={paths.home} onBack={onLeave}>
      <Banner kind="warning" alert title={t(`refused.${refusal}`)}>
        <p>{t(`refused.${refusal}_do`)}</p>
      </Banner>
      <NoticeBanner paper={session.paper} />
      <PickButton onPick={(files) => void session.pick(files, true)} label={t('camera_app')} look="button button--primary button--wide" app />
      <PickButton onPick={(files) => void session.pick(files, false)} label={t('pick')} look="button button--second button--wide" />
      {refusal !== 'insecure' && (
        <Button kind="quiet" icon={IconMoving} onClick={onAgain}>
          {t('try_camera')}
        </Button>
      )}
      <CopiesNote of={() => true} />
    </Screen>
  );
}
