import { expect, it } from 'vitest';
import { deviceName, thisDevice } from '../../src/state/device';

it('keeps one id for ever', () => {
  expect(thisDevice().id).toBe(thisDevice().id);
  expect(localStorage.getItem('motcua.device')).toBe(thisDevice().id);
});

it.each([
  ['Mozilla/5.0 (Linux; Android 10; SM-A107F) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36', 'SM-A107F · Chrome'],
  ['Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36', 'Android · Chrome'],
  ['Mozilla/5.0 (Linux; Android 11; V2026) Chrome/100 Mobile Zalo android', 'V2026 · Zalo'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 16_4 like Mac OS X) Version/16.4 Mobile Safari/604.1', 'iPhone · Safari'],
  ['', 'Web'],
])('is called what its owner would call it: %s', (agent, name) => {
  expect(deviceName(agent)).toBe(name);
});
