import { describe, expect, it } from 'vitest';
import { newEntry } from '../../src/domain/outbox';
import { type Answer, judge, waitFor } from '../../src/sync/policy';

const entry = newEntry(
  {
    key: 'dossier:a',
    kind: 'submit',
    dossier: 'a',
    account: 'alice',
    path: '/api/dossiers/a',
    body: '{}',
    revision: 2,
    title: '',
    owner_name: '',
    pages: [],
  },
  0,
);
const receipt = { id: 'a', revision: 2, state: '1', slip: 'ABC-DEF-G', missing: [], pages: [] };
const missing = { sha256: 'x', upload: '/api/uploads/1', offset: 0 };

function answer(status: number, body: unknown, type = 'application/json'): Answer {
  return { status, type, body, retryAfter: null, offset: null, tus: false };
}

const problem = (status: number, code: string, members: object = {}): Answer =>
  answer(status, { code, title: 'Câu của máy chủ.', ...members }, 'application/problem+json');

describe('only the receipt that was asked for counts as sent', () => {
  it('is done when nothing is missing', () => {
    expect(judge(entry, answer(201, receipt))).toMatchObject({ do: 'done' });
    expect(judge(entry, answer(200, { ...receipt, state: 4 }))).toMatchObject({ do: 'done' });
  });
  it('goes on to the pages that are missing', () => {
    const verdict = judge(entry, answer(200, { ...receipt, state: 'awaiting_pages', missing: [missing] }));
    expect(verdict).toMatchObject({ do: 'pages', receipt: { missing: [missing] } });
  });
  it.each([
    ['a captive portal', answer(200, undefined, 'text/html')],
    ['half an answer', answer(200, undefined)],
    ['JSON of somebody else', answer(200, { ok: true })],
    ['an unknown state', answer(200, { ...receipt, state: '11' })],
    ['another dossier', answer(200, { ...receipt, id: 'b' })],
    ['an older revision', answer(200, { ...receipt, revision: 1 })],
    ['a broken list of what is missing', answer(200, { ...receipt, missing: [{}] })],
    ['an empty 204', answer(204, undefined, '')],
  ])('%s is no answer', (_name, given) => {
    expect(judge(entry, given)).toMatchObject({ do: 'retry', why: 'not_our_server' });
  });
});

describe('refusals', () => {
  it.each([
    [problem(500, 'internal'), 'server_fault'],
    [problem(503, 'unavailable'), 'server_fault'],
    [answer(502, undefined, 'text/html'), 'server_fault'],
    [answer(511, undefined, 'text/html'), 'not_our_server'],
    [answer(0, undefined, ''), 'not_our_server'], // A redirect, which only a portal gives.
    [answer(403, undefined, 'text/html'), 'not_our_server'],
    [answer(404, undefined, 'text/html'), 'not_our_server'],
    [problem(429, 'too_many_requests'), 'too_many'],
  ])('that pass are tried again', (given, why) => {
    expect(judge(entry, given)).toMatchObject({ do: 'retry', why });
  });
  it.each([
    [problem(401, 'sign_in_required'), 'sign_in'],
    [problem(413, 'too_large'), 'too_large'],
    [answer(413, undefined, 'text/html'), 'too_large'],
    [problem(422, 'invalid'), 'invalid'],
    [problem(415, 'unsupported_media_type'), 'bad_file'],
    [problem(409, 'already_accepted', { receipt }), 'already_accepted'],
    [problem(409, 'revision_conflict'), 'conflict'],
    [problem(410, 'taken_back'), 'gone'],
    [problem(403, 'something_new'), 'refused'],
    [problem(400, 'malformed'), 'update_app'],
  ])('that stay are kept with their reason', (given, why) => {
    expect(judge(entry, given)).toMatchObject({ do: 'park', why });
  });
  it('of a taken id ask for a new one', () => {
    expect(judge(entry, problem(409, 'id_taken'))).toEqual({ do: 'new_id' });
  });
  it('of a revision that a newer one replaced end the entry', () => {
    expect(judge(entry, problem(409, 'superseded'))).toMatchObject({ do: 'done' });
  });
  it('keep how long the server wants us to wait', () => {
    expect(judge(entry, { ...problem(429, 'x'), retryAfter: 60 })).toMatchObject({ after: 60 });
  });
});

describe('waiting', () => {
  it('doubles, is spread, and has an end', () => {
    expect(waitFor(1, null, 0.5)).toBe(5000);
    expect(waitFor(2, null, 0.5)).toBe(10000);
    expect(waitFor(1, null, 0)).toBe(2500);
    expect(waitFor(40, null, 0.5)).toBe(900_000);
  });
  it('respects Retry-After', () => expect(waitFor(1, 120, 0)).toBe(120_000));
});
