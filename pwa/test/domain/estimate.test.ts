import { expect, it } from 'vitest';
import { type Link, secondsToSend, UNKNOWN_LINK } from '../../src/domain/estimate';

const EDGE: Link = { ...UNKNOWN_LINK, rate: 6250, rtt: 600 };

it('adds the bytes and the round trips', () => {
  expect(secondsToSend(135_000, 4, EDGE)).toBeCloseTo(21.6 + 2.4);
  expect(secondsToSend(0, 1, EDGE)).toBeCloseTo(0.6);
});

it('takes a plain 2G uplink for a phone that has measured nothing', () => {
  expect(secondsToSend(5000, 0, UNKNOWN_LINK)).toBeCloseTo(1);
});

it('adds the time that goes into reconnecting, within reason', () => {
  const calm = secondsToSend(300_000, 1, EDGE);
  expect(secondsToSend(300_000, 1, { ...EDGE, life: 5000 })).toBeCloseTo(calm / 0.64);
  expect(secondsToSend(300_000, 1, { ...EDGE, life: 100 })).toBeCloseTo(calm * 3);
});
