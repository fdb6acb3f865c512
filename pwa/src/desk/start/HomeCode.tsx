import { useEffect, useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconScan } from '../../components/icons';
import { Sheet } from '../../components/Sheet';
import { TextInput } from '../../components/TextInput';
import { getHomeDraft } from '../api/dossiers';
import type { HomeDraft } from '../api/types';
import { ts } from '../words';
import { draftIdIn } from './draft';
import { useCamera } from './Webcam';

interface Detector {
  detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]>;
}
type DetectorMaker = new (options: { formats: string[] }) => Detector;

const EVERY_MS = 300;

/** A draft prepared at home, by the code on the person's phone: scanned, or typed by a hand scanner. */
export function HomeCode({ onFound }: { onFound: (draft: HomeDraft) => void }) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const look = async (read: string): Promise<void> => {
    const id = draftIdIn(read);
    if (!id) {
      setFault(ts('errors.code'));
      return;
    }
    const answer = await getHomeDraft(id);
    if (answer.kind === 'ok') {
      onFound(answer.body);
      setOpen(false);
    } else setFault(answer.kind === 'problem' && answer.status === 404 ? ts('errors.draft') : ts('errors.no_link'));
  };
  return (
    <>
      <Button kind="second" icon={IconScan} onClick={() => setOpen(true)}>
        {ts('home.open')}
      </Button>
      {open && (
        <Sheet title={ts('home.title')} onClose={() => setOpen(false)}>
          <p>{ts('home.text')}</p>
          {fault && (
            <Banner kind="bad" alert>
              {fault}
            </Banner>
          )}
          {'BarcodeDetector' in window && <Scanner onRead={(read) => void look(read)} />}
          <form
            class="one-line"
            onSubmit={(event) => {
              event.preventDefault();
              void look(text);
            }}
          >
            <TextInput label={ts('home.code')} value={text} onInput={setText} maxLength={200} />
            <Button type="submit" disabled={!text.trim()}>
              {ts('home.go')}
            </Button>
          </form>
        </Sheet>
      )}
    </>
  );
}

function Scanner({ onRead }: { onRead: (text: string) => void }) {
  const { video, fault } = useCamera();
  useEffect(() => {
    const Maker = (window as unknown as { BarcodeDetector: DetectorMaker }).BarcodeDetector;
    const detector = new Maker({ formats: ['qr_code'] });
    let last = '';
    const timer = setInterval(() => {
      if (!video.current?.videoWidth) return;
      detector.detect(video.current).then(
        ([found]) => {
          if (!found || found.rawValue === last) return;
          last = found.rawValue;
          onRead(found.rawValue);
        },
        // A frame that cannot be read is followed by another one.
        () => undefined,
      );
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  if (fault) return null;
  return <video class="webcam" ref={video} autoPlay muted playsInline />;
}
