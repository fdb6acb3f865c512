/**
 * The live camera: pictures taken here lie only in the app, never in the phone's gallery. The screen
 * that photographs papers and the one that reads the code of an identity card both look through it.
 */

/** Why no camera could be opened: each has a sentence and a way round it. */
export type CameraRefusal = 'refused' | 'busy' | 'missing' | 'insecure';

export class CameraError extends Error {
  constructor(
    readonly refusal: CameraRefusal,
    cause?: unknown,
  ) {
    super(`camera: ${refusal}`, { cause });
    this.name = 'CameraError';
  }
}

export interface CameraWish {
  facing?: 'environment' | 'user';
  /** Light at once, where the phone has a lamp. */
  torch?: boolean;
  /** Called once when the camera is taken away: another app, a permission withdrawn. */
  onLost?: () => void;
}

export interface Camera {
  stream: MediaStream;
  /** Plays the stream; muted and inline, ready to be put into the page. */
  video: HTMLVideoElement;
  hasTorch: boolean;
  torch: (on: boolean) => Promise<boolean>;
  /** One photograph, as sharp as this camera gives it. */
  grab: () => Promise<Blob>;
  /** What is seen now, for scanning; the caller closes it. */
  frame: () => Promise<ImageBitmap>;
  stop: () => void;
}

/** What browsers offer and TypeScript does not know yet. */
interface Lamp {
  torch?: boolean;
  focusMode?: string | string[];
}
interface StillCamera {
  takePhoto: () => Promise<Blob>;
}
declare const ImageCapture: (new (track: MediaStreamTrack) => StillCamera) | undefined;

/** A frame with this long edge holds an A4 page's small print; below it a still picture is asked for. */
const ENOUGH_PIXELS = 2000;
const WANTED = { width: { ideal: 2560 }, height: { ideal: 1920 } };
const JPEG_QUALITY = 0.92;
/** Some drivers never answer to a still picture; the frame on the screen is better than waiting. */
const STILL_MS = 4000;

/** @throws CameraError */
export async function openCamera({ facing = 'environment', torch = false, onLost }: CameraWish = {}): Promise<Camera> {
  const stream = await askForStream(facing);
  const [track] = stream.getVideoTracks();
  if (!track) throw new CameraError('missing');
  const stop = (): void => stream.getTracks().forEach((each) => each.stop());
  track.onended = () => onLost?.();
  try {
    const video = await play(stream);
    const hasTorch = !!(lampOf(track)?.torch ?? false);
    const light = (on: boolean): Promise<boolean> => constrain(track, { torch: on });
    if (lampOf(track)?.focusMode?.includes('continuous')) await constrain(track, { focusMode: 'continuous' });
    if (torch && hasTorch) await light(true);
    return { stream, video, hasTorch, torch: light, grab: grabber(track, video), frame: () => createImageBitmap(video), stop };
  } catch (cause) {
    stop();
    throw cause instanceof CameraError ? cause : new CameraError('busy', cause);
  }
}

async function askForStream(facing: string): Promise<MediaStream> {
  // Left out by browsers for pages without encryption, and by many that live inside another app.
  if (!navigator.mediaDevices?.getUserMedia) throw new CameraError(isSecureContext ? 'missing' : 'insecure');
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: { ideal: facing }, ...WANTED } });
  } catch (cause) {
    throw new CameraError(refusalOf(cause), cause);
  }
}

/** By the names of the Media Capture standard and those that older WebViews give. */
const REFUSALS: Record<string, CameraRefusal> = {
  NotFoundError: 'missing',
  DevicesNotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotSupportedError: 'missing',
  NotReadableError: 'busy',
  TrackStartError: 'busy',
  AbortError: 'busy',
};

export const refusalOf = (cause: unknown): CameraRefusal => REFUSALS[(cause as Error | null)?.name ?? ''] ?? 'refused';

async function play(stream: MediaStream): Promise<HTMLVideoElement> {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  await video.play();
  return video;
}

const lampOf = (track: MediaStreamTrack): Lamp | undefined => track.getCapabilities?.() as Lamp | undefined;

async function constrain(track: MediaStreamTrack, wish: Lamp): Promise<boolean> {
  try {
    await track.applyConstraints({ advanced: [wish as MediaTrackConstraintSet] });
    return true;
  } catch {
    return false;
  }
}

function grabber(track: MediaStreamTrack, video: HTMLVideoElement): () => Promise<Blob> {
  let still = typeof ImageCapture === 'undefined' ? null : new ImageCapture(track);
  return async () => {
    if (still && Math.max(video.videoWidth, video.videoHeight) < ENOUGH_PIXELS) {
      const photo = await inTime(still.takePhoto());
      if (photo && photo.size > 0) return photo;
      // It failed once: nobody waits for it a second time.
      still = null;
    }
    return frameOf(video);
  };
}

function inTime(photo: Promise<Blob>): Promise<Blob | null> {
  return Promise.race([photo.catch(() => null), new Promise<null>((done) => setTimeout(() => done(null), STILL_MS))]);
}

async function frameOf(video: HTMLVideoElement): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d', { alpha: false })?.drawImage(video, 0, 0);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', JPEG_QUALITY));
  // The memory comes back now, not when somebody tidies up.
  canvas.width = 0;
  canvas.height = 0;
  if (!blob) throw new CameraError('busy');
  return blob;
}
