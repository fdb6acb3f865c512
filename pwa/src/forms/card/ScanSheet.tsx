import './card.css';
import { useEffect, useState } from 'preact/hooks';
import { findPlace } from '../../capture/card/address';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconCamera, IconPaper } from '../../components/icons';
import { PersonBar } from '../../components/PersonBar';
import { Sheet } from '../../components/Sheet';
import type { PlaceAnswer } from '../../domain/answers';
import type { Card } from '../../domain/card';
import { type Particulars, particularsOf } from '../../domain/people';
import { communes, loadCommunes } from '../../state/places';
import { CardFound } from './CardFound';
import { type Scanning, type ScanState, useScanning } from './useScanning';
import { t } from './words';

export interface ScanSheetProps {
  /** Whose card, where that is known. */
  name: string | null;
  /** Whether the form asks for the address at all: else nobody is asked which commune it is. */
  address: boolean;
  /** `said`: the address as the card has it. */
  onUse: (known: Particulars, said: string) => void;
  onClose: () => void;
}

/** What a card says, and which of today's communes its address may be. */
export interface Reading {
  card: Card;
  choices: string[];
  detail: string;
}

/** The camera until a card was read; what is sure is used at once, what is not is asked. */
export function ScanSheet({ name, address, onUse, onClose }: ScanSheetProps) {
  const [found, setFound] = useState<Reading | null>(null);
  useEffect(() => void loadCommunes(), []);
  const use = ({ card, detail }: Reading, chosen: string | undefined): void => {
    onUse(particularsOf(card, placeOf(chosen, detail)), card.address);
    onClose();
  };
  const onCard = async (card: Card): Promise<void> => {
    await loadCommunes();
    const { communes: choices, detail } = findPlace(card.address, card.issued_on, communes.peek() ?? []);
    const reading = { card, choices, detail };
    const sure = card.doubts.length === 0 && (choices.length === 1 || !address);
    if (sure) use(reading, choices[0]);
    else setFound(reading);
  };
  return (
    <Sheet title={name ? t('title_for', { name }) : t('title')} onClose={onClose}>
      <PersonBar />
      {found ? (
        <CardFound reading={found} address={address} onUse={(chosen) => use(found, chosen)} onAgain={() => setFound(null)} />
      ) : (
        <Looking onCard={(card) => void onCard(card)} />
      )}
    </Sheet>
  );
}

function placeOf(code: string | undefined, detail: string): PlaceAnswer | null {
  const commune = communes.peek()?.find((each) => each.code === code);
  if (!commune) return null;
  return { province: commune.province, commune: commune.code, ...(detail ? { detail: detail.slice(0, 300) } : {}) };
}

function Looking({ onCard }: { onCard: (card: Card) => void }) {
  const scanning = useScanning(onCard);
  const { state, camera, read, retry } = scanning;
  const refused = state === 'refused' || state === 'busy' || state === 'missing' || state === 'insecure';
  return (
    <>
      {(camera || state === 'opening') && <View scanning={scanning} />}
      <Said state={state} />
      {camera && <p class="soft small">{t('where')}</p>}
      {camera && state !== 'no_reader' && (
        <Button kind={state === 'slow' ? 'primary' : 'second'} icon={IconCamera} busy={state === 'reading'} onClick={() => read()}>
          {t('still')}
        </Button>
      )}
      {refused && <PickFile app label={t('app')} onPick={read} />}
      <PickFile label={t('pick')} onPick={read} />
      {(refused || state === 'no_reader') && (
        <Button kind="quiet" onClick={retry}>
          {t('retry')}
        </Button>
      )}
      <p class="soft small">{t('proof')}</p>
    </>
  );
}

function View({ scanning: { camera } }: { scanning: Scanning }) {
  const [lit, setLit] = useState(false);
  return (
    <div class="scan">
      <div class="scan__view" ref={(place) => void (place && camera && place.firstChild !== camera.video && place.replaceChildren(camera.video))} />
      <div class="scan__frame" />
      {camera?.hasTorch && (
        <span class="scan__lamp">
          <Button kind="second" onClick={() => void camera.torch(!lit).then((done) => done && setLit(!lit))}>
            {t(lit ? 'lamp_off' : 'lamp')}
          </Button>
        </span>
      )}
    </div>
  );
}

const SAID = { looking: 'aim', slow: 'closer' } as const;

function Said({ state }: { state: ScanState }) {
  if (state === 'no_reader') {
    return (
      <Banner kind="warning" alert title={t('errors.no_reader')}>
        <p>{t('errors.no_reader_hint')}</p>
      </Banner>
    );
  }
  if (state === 'opening' || state === 'reading') return <p role="status">{t(state)}</p>;
  if (state === 'looking' || state === 'slow') return <p role="status">{t(SAID[state])}</p>;
  return <Banner kind="warning" alert title={t(state)} />;
}

interface PickProps {
  label: string;
  /** The phone's own camera app, where the page cannot open the camera. */
  app?: boolean;
  onPick: (file: Blob) => void;
}

function PickFile({ label, app, onPick }: PickProps) {
  return (
    <label class="button button--second take">
      <IconPaper />
      <span>{label}</span>
      <input
        class="unseen"
        type="file"
        accept="image/*"
        {...(app ? { capture: 'environment' as const } : {})}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) onPick(file);
          event.currentTarget.value = '';
        }}
      />
    </label>
  );
}
