import './aloud.css';
import { useEffect, useState } from 'preact/hooks';
import { Banner } from '../../../components/Banner';
import { Button } from '../../../components/Button';
import { icon, IconDone, IconDownload, IconSound } from '../../../components/icons';
import type { ProcedureDetail } from '../../../domain/procedure';
import { goOn, pause, place, play, playing } from '../../../state/aloud/player';
import { bytesOf, keepRecordings, type Recordings } from '../../../state/aloud/recordings';
import { mark } from './mark';
import { type Sounds, useSounds } from './useSounds';
import { t } from './words';

const IconPause = icon('M8 5v14M16 5v14');

/** Reads the screen aloud; nothing at all where neither a recording nor a voice is there. */
export function Listen({ detail }: { detail: ProcedureDetail }) {
  const sounds = useSounds(detail, t('vietnamese'));
  const at = place.value === null ? null : (sounds.told[place.value] ?? null);
  useEffect(() => mark(at), [at]);
  useEffect(() => () => mark(null), []);
  if (sounds.places.length === 0) return null;
  return (
    <section class="listen" aria-label={t('listen')}>
      <Controls sounds={sounds} />
      {at && (
        <p class="listen__now" lang={sounds.language === 'vi' ? 'vi' : undefined}>
          {at.text}
        </p>
      )}
      {playing.value === 'failed' && <Banner kind="warning" title={t('errors.sound')} alert />}
      {!sounds.hasVoice && sounds.recorded < sounds.all && <p class="soft small">{t('some', { n: sounds.recorded, all: sounds.all })}</p>}
      {sounds.recorded === 0 && <p class="soft small">{t('voice')}</p>}
      {sounds.languages.length > 1 && <Chooser sounds={sounds} />}
      {sounds.recorded > 0 && sounds.list && <Keep code={detail.code} list={sounds.list} kept={sounds.kept} onKept={sounds.lookAgain} />}
    </section>
  );
}

function Controls({ sounds }: { sounds: Sounds }) {
  const start = (): void => void play(sounds.places, sounds.say);
  if (playing.value === 'playing') {
    return (
      <Button kind="second" wide icon={IconPause} onClick={pause}>
        {t('pause')}
      </Button>
    );
  }
  if (playing.value === 'paused') {
    return (
      <div class="row">
        <Button kind="second" icon={IconSound} onClick={goOn}>
          {t('go_on')}
        </Button>
        <Button kind="quiet" onClick={start}>
          {t('again')}
        </Button>
      </div>
    );
  }
  return (
    <Button kind="second" wide icon={IconSound} onClick={start}>
      {t('listen')}
    </Button>
  );
}

function Chooser({ sounds }: { sounds: Sounds }) {
  return (
    <label class="listen__language">
      <span>{t('language')}</span>
      <select class="input" value={sounds.language} onChange={(event) => sounds.choose(event.currentTarget.value)}>
        {sounds.languages.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

interface KeepProps {
  code: string;
  list: Recordings;
  kept: boolean;
  onKept: () => void;
}

/** On request only: nobody pays for bytes that they did not ask for. */
function Keep({ code, list, kept, onKept }: KeepProps) {
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle');
  if (kept) {
    return (
      <p class="listen__kept small" role="status">
        <IconDone /> {t('kept')}
      </p>
    );
  }
  const keep = (): void => {
    setState('busy');
    keepRecordings(code, list).then(
      () => {
        setState('idle');
        onKept();
      },
      () => setState('failed'),
    );
  };
  return (
    <>
      {state === 'failed' && <Banner kind="warning" title={t('errors.keep')} alert />}
      <Button kind="quiet" icon={IconDownload} busy={state === 'busy'} onClick={keep}>
        {state === 'busy' ? t('keeping') : t('keep', { size: `${Math.max(1, Math.round(bytesOf(list) / 1000))} kB` })}
      </Button>
    </>
  );
}
