/** What went wrong while keeping something on the phone; always told to the person. */
export type StorageFault = 'full' | 'unavailable' | 'failed';

export class StorageError extends Error {
  constructor(
    readonly fault: StorageFault,
    cause: unknown,
  ) {
    super(`storage: ${fault}`, { cause });
    this.name = 'StorageError';
  }
}

export function asStorageError(cause: unknown): StorageError {
  if (cause instanceof StorageError) return cause;
  const name = cause instanceof DOMException || cause instanceof Error ? cause.name : '';
  if (name === 'QuotaExceededError') return new StorageError('full', cause);
  if (name === 'InvalidStateError' || name === 'SecurityError' || name === 'UnknownError') {
    return new StorageError('unavailable', cause);
  }
  return new StorageError('failed', cause);
}
