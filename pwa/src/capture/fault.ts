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

/** Chromium has one name for a broken picture and for one without room; only its words tell them apart. */
export const isMemory = (cause: unknown): boolean => /Range|Quota|alloc/.test(String(cause));
