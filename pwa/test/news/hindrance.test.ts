import { afterEach, expect, it, vi } from 'vitest';
import { hindrance } from '../../src/actions/news/subscribe';

afterEach(() => vi.unstubAllGlobals());

const browser = (userAgent: string, maxTouchPoints: number, more: object = {}) =>
  vi.stubGlobal('navigator', { userAgent, maxTouchPoints, ...more });

it.each([
  ['an iPhone outside the home screen', 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)', 5, 'ios'],
  ['an iPad that says it is a Mac', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 5, 'ios'],
  ['a browser without push', 'Mozilla/5.0 (Linux; Android 9) Zalo', 5, 'unsupported'],
])('%s is told why', (_what, agent, touch, why) => {
  vi.stubGlobal('PushManager', undefined);
  delete (globalThis as { PushManager?: unknown }).PushManager;
  browser(agent, touch);
  expect(hindrance()).toBe(why);
});

it.each([
  ['denied', 'denied'],
  ['default', null],
  ['granted', null],
])('with notifications %s: %s', (permission, why) => {
  vi.stubGlobal('PushManager', class {});
  vi.stubGlobal('Notification', { permission });
  browser('Chrome', 5, { serviceWorker: {} });
  expect(hindrance()).toBe(why);
});
