import { useEffect, useRef, useState } from 'preact/hooks';

/** The server refuses what is longer; a sentence takes ten seconds. */
const MOST_MS = 29_000;
const KINDS = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];

export interface Microphone {
  /** Null where this browser cannot record. */
  state: 'idle' | 'recording' | 'failed' | null;
  start: () => void;
  stop: () => void;
}

/** Records until it is stopped, then hands over what was said; the microphone is let go at once. */
export function useMicrophone(onSaid: (said: Blob) => void): Microphone {
  const there = typeof MediaRecorder !== 'undefined' && !!navigator.mediaDevices?.getUserMedia;
  const [state, setState] = useState<Microphone['state']>(there ? 'idle' : null);
  const recorder = useRef<MediaRecorder | null>(null);
  const stop = (): void => {
    if (recorder.current?.state === 'recording') recorder.current.stop();
  };
  useEffect(() => stop, []);
  const start = (): void => {
    navigator.mediaDevices.getUserMedia({ audio: true }).then(
      (stream) => {
        const kind = KINDS.find((each) => MediaRecorder.isTypeSupported(each));
        const made = new MediaRecorder(stream, { audioBitsPerSecond: 64_000, ...(kind && { mimeType: kind }) });
        const pieces: Blob[] = [];
        const timer = setTimeout(stop, MOST_MS);
        made.ondataavailable = ({ data }) => pieces.push(data);
        made.onstop = () => {
          clearTimeout(timer);
          for (const track of stream.getTracks()) track.stop();
          setState('idle');
          onSaid(new Blob(pieces, { type: made.mimeType }));
        };
        recorder.current = made;
        made.start();
        setState('recording');
      },
      () => setState('failed'),
    );
  };
  return { state, start, stop };
}
