/** Shrinks photographs beside the page, so that the screen stays alive meanwhile. */
import { CaptureError, type CaptureFault } from './fault';
import { shrink, type Shrunk } from './shrink';

export type WorkerAnswer = { shrunk: Shrunk } | { fault: CaptureFault };

onmessage = ({ data }: MessageEvent<Blob>) => {
  shrink(data).then(
    (shrunk) => answer({ shrunk }),
    (cause: unknown) =>
      answer({ fault: cause instanceof CaptureError ? cause.fault : 'no_memory' }),
  );
};

function answer(message: WorkerAnswer): void {
  (self as unknown as { postMessage(message: WorkerAnswer): void }).postMessage(message);
}
