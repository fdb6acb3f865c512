import { useEffect, useRef, useState } from 'preact/hooks';
import { type Camera, CameraError, type CameraRefusal, openCamera } from '../../capture/camera';
import { closeScanner, type Scanned, scanBlob, scanFrame } from '../../capture/card/scan';
import type { Card } from '../../domain/card';

export type ScanState = 'opening' | 'looking' | 'slow' | 'reading' | 'not_a_card' | 'none' | 'no_reader' | CameraRefusal;

export interface Scanning {
  state: ScanState;
  camera: Camera | null;
  /** A file, or what the camera sees now when none is given: looked at longer than a frame. */
  read: (file?: Blob) => void;
  retry: () => void;
}

/** After this a hint helps more than another frame. */
const SLOW_MS = 8000;
/** Between two looks: the picture on the screen has to move, too. */
const PAUSE_MS = 60;

/** The camera, looked at frame by frame until a card was read; given back when the sheet closes. */
export function useScanning(onCard: (card: Card) => void): Scanning {
  const [state, setState] = useState<ScanState>('opening');
  const [camera, setCamera] = useState<Camera | null>(null);
  const [round, setRound] = useState(0);
  const busy = useRef(false);
  const done = useRef(onCard);
  done.current = onCard;
  useEffect(() => {
    const watch = { left: false };
    setState('opening');
    void look(watch, { busy, setState, setCamera, onCard: (card) => done.current(card), again: () => setRound((now) => now + 1) });
    return () => {
      watch.left = true;
      setCamera(null);
    };
  }, [round]);
  useEffect(() => closeScanner, []);
  const read = async (file?: Blob): Promise<void> => {
    busy.current = true;
    setState('reading');
    const picture = file ?? (await camera?.grab().catch(() => null));
    const scanned: Scanned = picture ? await scanBlob(picture) : { kind: 'none' };
    busy.current = false;
    if (scanned.kind === 'card') done.current(scanned.card);
    else setState(scanned.kind);
  };
  return { state, camera, read: (file) => void read(file), retry: () => setRound((now) => now + 1) };
}

interface Looking {
  busy: { current: boolean };
  setState: (state: ScanState) => void;
  setCamera: (camera: Camera) => void;
  onCard: (card: Card) => void;
  again: () => void;
}

async function look(watch: { left: boolean }, { busy, setState, setCamera, onCard, again }: Looking): Promise<void> {
  let camera: Camera;
  try {
    camera = await openCamera({ onLost: () => watch.left || again() });
  } catch (cause) {
    if (!watch.left) setState(cause instanceof CameraError ? cause.refusal : 'busy');
    return;
  }
  try {
    if (watch.left) return;
    setCamera(camera);
    setState('looking');
    const began = performance.now();
    while (!watch.left) {
      if (!busy.current) {
        const scanned = await scanFrame(await camera.frame());
        if (watch.left) return;
        if (scanned.kind === 'card') return onCard(scanned.card);
        if (scanned.kind === 'no_reader') return setState('no_reader');
        if (!busy.current && scanned.kind === 'not_a_card') setState('not_a_card');
        else if (!busy.current && performance.now() - began > SLOW_MS) setState('slow');
      }
      await new Promise((next) => setTimeout(next, PAUSE_MS));
    }
  } catch {
    // The camera was taken away between two frames.
    if (!watch.left) setState('busy');
  } finally {
    camera.stop();
  }
}
