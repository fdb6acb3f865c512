import './apply.css';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { Screen } from '../../components/Screen';
import { IconCheck } from '../../components/icons';
import { paths } from '../../router/paths';
import { keepingAsked } from '../../state/room';
import { nearlyFull, storageFault } from '../../state/shelf';
import { t } from './words';

export interface StepWay {
  now: number;
  all: number;
  /** Opened from the check, to correct one part. */
  again: boolean;
  onBack?: () => void;
  onNext: () => void;
}

interface StepFrameProps {
  title: string;
  way: StepWay;
  /** In place of "Tiếp tục"; null leaves no action at all. */
  action?: ComponentChildren;
  /** Asked before going on; false stays here. */
  onNext?: () => boolean;
  children: ComponentChildren;
}

/** One small page of an application: where one is, what is asked, one way on. */
export function StepFrame({ title, way, action, onNext, children }: StepFrameProps) {
  const next = (): void => {
    if (onNext?.() ?? true) way.onNext();
    else focusFirstFault();
  };
  const fault = storageFault.value;
  const scarce = nearlyFull.value;
  // Kept while there is a link: the page that frees room is wanted where there is none.
  useEffect(() => void (scarce && import('../ready/RoomScreen').catch(() => undefined)), [scarce]);
  return (
    <Screen
      title={title}
      back={paths.home}
      onBack={way.onBack}
      action={
        action === undefined ? (
          <Button wide onClick={next}>
            {t(way.again ? 'back_to_check' : 'next')}
          </Button>
        ) : (
          action
        )
      }
    >
      {way.all > 1 && (
        <div class="steps">
          <progress class="steps__bar" max={way.all} value={way.now} aria-label={t('step', { now: way.now, all: way.all })} />
          <p class="steps__text">
            <span>{t('step', { now: way.now, all: way.all })}</span>
            {!fault && (
              <span class="steps__saved">
                <IconCheck />
                {t('saved')}
              </span>
            )}
          </p>
        </div>
      )}
      {keepingAsked.value && <Banner title={t('keep.title')}>{t('keep.text')}</Banner>}
      {!fault && scarce && (
        <Banner kind="warning" title={t('fault.nearly')}>
          <a href={paths.room}>{t('fault.free')}</a>
        </Banner>
      )}
      {fault && (
        <Banner kind="bad" alert title={t(`fault.${fault}`)}>
          {fault === 'full' && <a href={paths.room}>{t('fault.free')}</a>}
        </Banner>
      )}
      {children}
    </Screen>
  );
}

/** To the first thing that is not right, once it is drawn as such. */
export function focusFirstFault(): void {
  requestAnimationFrame(() => {
    const wrong = document.querySelector('.field--wrong, .banner--bad, .paper--wrong');
    wrong?.scrollIntoView({ block: 'center' });
    wrong?.querySelector<HTMLElement>('input, textarea, button')?.focus({ preventScroll: true });
  });
}
