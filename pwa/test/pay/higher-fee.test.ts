// @vitest-environment node
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DossierRecord } from '../../src/domain/dossier';
import { commandKey, dossierKey, newEntry, type OutboxEntry } from '../../src/domain/outbox';
import { commandBody } from '../../src/domain/payload';
import { feeAsked } from '../../src/domain/pay/asked';
import { dropDatabase } from '../../src/storage/database';
import { changeDossier, getDossier } from '../../src/storage/dossiers';
import { getDraft, putDraft } from '../../src/storage/drafts';
import { allEntries, changeEntry, getEntry } from '../../src/storage/outbox';
import { agreeToFee, keepIntent } from '../../src/storage/pay/fees';
import { type Answer, judge } from '../../src/sync/policy';
import { ALICE, aDraft, NOW, submitted } from '../support/dossiers';

beforeEach(dropDatabase);

const KEY = dossierKey('d');
const HIGHER = { amount: 24_000, words: 'hai mươi tư nghìn đồng', shown: 16_000, lines: [] };

const refused = (code: string, members: object = {}): Answer => ({
  status: 409,
  type: 'application/problem+json',
  body: { code, title: 'Câu của máy chủ.', ...members },
  retryAfter: null,
  offset: null,
  tus: false,
});

/** A submission that showed 16.000 đồng and was told 24.000. */
async function parked(): Promise<OutboxEntry> {
  const entry = await submitted('d', 0);
  const body = JSON.stringify({ revision: entry.revision, fee_quote: { amount: 16_000, rules_version: '1', exempt: 'ho_ngheo' }, answers: { so: 3 } });
  await changeEntry(KEY, entry.revision, (there) => ({ ...there, body }));
  const verdict = judge(entry, refused('fee_higher', { fee: HIGHER }));
  expect(verdict).toMatchObject({ do: 'park', why: 'fee_higher' });
  const fee = verdict.do === 'park' ? (verdict.fee ?? null) : null;
  const next = await changeEntry(KEY, entry.revision, (there) => ({ ...there, parked: 'fee_higher', fee }));
  return next as OutboxEntry;
}

describe('a higher sum is asked again, never charged silently', () => {
  it('waits with the new sum', async () => {
    expect(feeAsked(await parked())).toEqual({ amount: 24_000, words: HIGHER.words });
  });

  it('shows no sum that the server did not write properly', () => {
    const entry = newEntry({ key: KEY, kind: 'submit', dossier: 'd', account: ALICE, path: '', body: '{}', revision: 1, title: '', owner_name: '', pages: [] }, NOW);
    for (const fee of [null, {}, { amount: '24000', words: 'x' }, { amount: 1.5, words: 'x' }, { amount: 24_000 }]) {
      expect(feeAsked({ ...entry, fee })).toBeNull();
    }
  });

  // Seen failing without the new revision: the server takes a body once.
  it('goes again under the next revision with the sum that was agreed to, and nothing else changed', async () => {
    const before = await parked();
    await agreeToFee(KEY);
    const entry = await getEntry(KEY);
    expect(entry).toMatchObject({ revision: before.revision + 1, parked: null, phase: 'text', fee: null, next_at: 0 });
    expect(JSON.parse(entry?.body ?? '')).toEqual({
      revision: before.revision + 1,
      fee_quote: { amount: 24_000, rules_version: '1', exempt: 'ho_ngheo' },
      answers: { so: 3 },
    });
    expect(await getDraft('d')).toMatchObject({ revision: before.revision + 1, frozen: before.revision + 1 });
  });

  it('keeps what was changed in the draft since for a revision of its own', async () => {
    const before = await parked();
    await putDraft({ ...((await getDraft('d')) ?? aDraft('d')), revision: before.revision + 1 });
    await agreeToFee(KEY);
    expect(await getDraft('d')).toMatchObject({ revision: before.revision + 2, frozen: before.revision + 1 });
  });

  it('agrees to nothing that was not asked', async () => {
    const entry = await submitted('d', 0);
    await agreeToFee(KEY);
    expect(await getEntry(KEY)).toEqual(entry);
  });
});

const intent = (id: string, way: 'vietqr' | 'vnpay', amount = 16_000): OutboxEntry =>
  newEntry(
    {
      key: commandKey(id),
      kind: 'pay_intent',
      dossier: 'd',
      account: ALICE,
      path: `/api/commands/${id}`,
      body: commandBody('pay_intent', 'd', { way, quote: 1, amount }),
      revision: 1,
      title: '',
      owner_name: '',
      pages: [],
    },
    NOW,
  );

describe('choosing how to pay', () => {
  beforeEach(() => changeDossier('d', () => ({ id: 'd', account: ALICE }) as DossierRecord));

  // Seen failing without the search for the same choice.
  it('is one order however often it is tapped', async () => {
    const [one, other] = await Promise.all([keepIntent(intent('1', 'vietqr'), 'vietqr'), keepIntent(intent('2', 'vietqr'), 'vietqr')]);
    expect(other.key).toBe(one.key);
    expect(await allEntries()).toHaveLength(1);
  });

  it('gives way to another way of paying, and remembers it', async () => {
    await keepIntent(intent('1', 'vietqr'), 'vietqr');
    await keepIntent(intent('2', 'vnpay'), 'vnpay');
    expect((await allEntries()).map(({ key }) => key)).toEqual([commandKey('2')]);
    expect((await getDossier('d'))?.pay_way).toBe('vnpay');
  });

  it.each(['fee_changed', 'nothing_owed', 'payment_in_review', 'way_not_offered'])('%s rests with the server’s sentence', (code) => {
    const fee = { quote: 2, amount: 24_000, words: 'hai mươi tư nghìn đồng' };
    expect(judge(intent('1', 'vnpay'), refused(code, { fee }))).toMatchObject({ do: 'park', why: 'fee', said: 'Câu của máy chủ.', fee });
  });

  it('waits for a sign-in like every order', () => {
    const answer = { ...refused('sign_in_required'), status: 401 };
    expect(judge(intent('1', 'vnpay'), answer)).toMatchObject({ do: 'park', why: 'sign_in' });
  });
});
