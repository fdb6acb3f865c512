import { expect, it } from 'vitest';
import { heardIn } from '../../src/sync/line';
import type { Answer } from '../../src/sync/policy';

const page = (status: number): Answer => ({
  status,
  type: 'text/html',
  body: undefined,
  retryAfter: null,
  offset: null,
  tus: false,
});

/** Seen failing with every foreign page below 500 taken for a portal's. */
it.each([
  ['a portal’s page', page(200), 'foreign'],
  ['a redirect, which a portal gives', page(0), 'foreign'],
  ['a portal that says so', page(511), 'foreign'],
  ['a gateway whose limit is smaller than ours', page(413), 'ours'],
  ['a gateway whose server is being restarted', page(502), 'silence'],
  ['nothing', null, 'silence'],
])('hears in %s', (_, answer, heard) => {
  expect(heardIn(answer)).toBe(heard);
});
