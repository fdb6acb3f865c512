import { vi } from 'vitest';

/** The phone has no room for one more record; what lies there can be read. */
export function fullPhone(): void {
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('no room', 'QuotaExceededError');
  });
}
