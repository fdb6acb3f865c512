/** Why a file cannot become a page; the screen says it in words. */
export type CaptureFault = 'empty' | 'not_a_page' | 'too_large' | 'no_memory';

export class CaptureError extends Error {
  constructor(
    readonly fault: CaptureFault,
    cause?: unknown,
  ) {
    super(`capture: ${fault}`, { cause });
    this.name = 'CaptureError';
  }
}
