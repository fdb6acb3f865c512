import { expect, test } from 'vitest';
import { isMemory } from '../../src/capture/fault';

test.each([
  [new DOMException('The ImageBitmap could not be allocated.', 'InvalidStateError'), true],
  [new DOMException('The source image could not be decoded.', 'InvalidStateError'), false],
  [new RangeError('Array buffer allocation failed'), true],
  [new RangeError('Out of memory at ImageData creation'), true],
  [new DOMException('', 'QuotaExceededError'), true],
  [new TypeError('Failed to fetch'), false],
])('%s is want of memory: %s', (cause, memory) => {
  // Seen failing with the kind of the error alone looked at: Chromium calls both an InvalidStateError.
  expect(isMemory(cause)).toBe(memory);
});
