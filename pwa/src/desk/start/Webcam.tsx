import { useEffect, useRef, useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconCamera } from '../../components/icons';
import { Sheet } from '../../components/Sheet';
import { ts } from '../words';

interface WebcamProps {
  title: string;
  onTake: (file: File) => void;
  onClose: () => void;
}

const WANTED: MediaStreamConstraints = { video: { width: { ideal: 2560 }, height: { ideal: 1440 }, facingMode: 'environment' } };
const QUALITY = 0.92;

/** Photographs through the camera on the desk, several in a row. */
export function Webcam({ title, onTake, onClose }: WebcamProps) {
  const { video, fault } = useCamera();
  const [count, setCount] = useState(0);
  const take = async (): Promise<void> => {
    const file = video.current && (await photograph(video.current));
    if (!file) return;
    onTake(file);
    setCount((now) => now + 1);
  };
  return (
    <Sheet
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button icon={IconCamera} disabled={fault} onClick={() => void take()}>
            {ts('camera.take')}
          </Button>
          <Button kind="second" onClick={onClose}>
            {ts('camera.done')}
          </Button>
        </>
      }
    >
      {fault ? <Banner kind="bad">{ts('errors.camera')}</Banner> : <video class="webcam" ref={video} autoPlay muted playsInline />}
      <p role="status">{count > 0 && ts('camera.count', { n: count })}</p>
    </Sheet>
  );
}

export function useCamera() {
  const video = useRef<HTMLVideoElement>(null);
  const [fault, setFault] = useState(false);
  useEffect(() => {
    let stream: MediaStream | null = null;
    let closed = false;
    const stop = (): void => stream?.getTracks().forEach((track) => track.stop());
    const begin = async (): Promise<void> => {
      try {
        stream = await navigator.mediaDevices.getUserMedia(WANTED);
      } catch {
        setFault(true);
        return;
      }
      if (closed) stop();
      else if (video.current) video.current.srcObject = stream;
    };
    void begin();
    return () => {
      closed = true;
      stop();
    };
  }, []);
  return { video, fault };
}

function photograph(video: HTMLVideoElement): Promise<File | null> {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const pen = canvas.getContext('2d');
  if (!pen || !canvas.width) return Promise.resolve(null);
  pen.drawImage(video, 0, 0);
  return new Promise((resolve) =>
    canvas.toBlob((blob) => resolve(blob && new File([blob], 'page.jpg', { type: 'image/jpeg' })), 'image/jpeg', QUALITY),
  );
}
