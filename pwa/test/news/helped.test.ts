/** What was filed for a neighbour stays on the helper's phone as long as the commune shows it. */
import { beforeEach, expect, it, vi } from 'vitest';
import { loadInbox } from '../../src/actions/news/inbox';
import { loadDossier } from '../../src/actions/refreshDossiers';
import type { DossierDetail, DossierRecord } from '../../src/domain/dossier';
import type { Relation } from '../../src/domain/draft';
import type { Receipt } from '../../src/domain/receipt';
import { account, openShelf, records } from '../../src/state/shelf';
import { dropDatabase } from '../../src/storage/database';
import { changeDossier, getDossier } from '../../src/storage/dossiers';
import { signInAccount } from '../../src/storage/sign-in';
import { aDraft, ALICE, signedIn } from '../support/dossiers';
import { json, problem, scripted } from '../support/network';

const DAY = 24 * 60 * 60 * 1000;
const SECRET = '0912 bí mật';

function server(inbox: unknown = { items: [], more: false }) {
  const net = scripted(({ path }) => (path.startsWith('/api/messages') ? json(200, inbox) : problem(404, 'not_found')));
  vi.stubGlobal('fetch', net.fetch);
  return net;
}

/** Sent from this phone, and opened later: as `settleEntry` and `loadDossier` keep it. */
async function filed(id: string, relation: Relation, changes: Partial<DossierRecord> = {}, daysAgo = 31): Promise<void> {
  const owner = { full_name: 'Giàng A Mẫu', id_number: SECRET };
  const at = new Date(Date.now() - daysAgo * DAY).toISOString();
  const line = { id, slip: 'ABC-DEF-G', code: null, procedure: '2.000635', procedure_name: 'Bản sao', state: '10' as const };
  const dues = { received_at: at, answer_due: null, binding_due: at, next: null, updated_at: at };
  const told = { answers: { so: SECRET }, people: { owner }, relation, pages: [], events: [], results: [], letters: [], openings: [] };
  const rest = { result: null, supplement: null, pickup: null, editable: false, gaps: [] };
  const detail: DossierDetail = { ...line, ...dues, owner_name: owner.full_name, ...told, ...rest };
  const receipt = { id, revision: 1, state: '1', slip: 'ABC-DEF-G', received_at: at, missing: [], pages: [] } as unknown as Receipt;
  const record: DossierRecord = {
    ...{ id, account: ALICE, title: 'Bản sao', owner_name: owner.full_name, receipt, summary: detail, detail, etag: '"1"' },
    ...{ sent: aDraft(id, { relation, owner, answers: { so: SECRET } }), stale: false, updated_at: 1, ...changes },
  };
  await changeDossier(id, () => record);
}

const kept = async (id: string): Promise<string> => JSON.stringify(await getDossier(id));

beforeEach(async () => {
  await dropDatabase();
  await signedIn();
  await openShelf();
  await vi.waitFor(() => expect(account.value?.id).toBe(ALICE));
});

/** Seen failing with everything kept (before), and with the summary kept as it was: it is the whole detail. */
it.each<Relation>(['neighbour', 'volunteer', 'other'])('keeps only the receipt of what was filed for: %s', async (relation) => {
  server();
  await filed('a', relation);
  await loadDossier('a');
  await vi.waitFor(async () => expect(await kept('a')).not.toContain(SECRET));
  const record = await getDossier('a');
  expect([record?.detail, record?.sent, record?.receipt?.slip]).toEqual([null, null, 'ABC-DEF-G']);
  expect([record?.summary?.state, record?.summary?.slip, record?.owner_name]).toEqual(['10', 'ABC-DEF-G', 'Giàng A Mẫu']);
});

/** Seen failing with every dossier forgotten: a server restored from an old copy has lost it, the phone has not. */
it.each<[string, Relation, Partial<DossierRecord>]>([
  ['one’s own', 'self', {}],
  ['one’s family’s', 'family', {}],
  ['another person’s of the same phone', 'neighbour', { account: 'bob' }],
  ['what was forgotten already', 'neighbour', { detail: null, summary: null, sent: null }],
])('leaves %s as it is', async (_, relation, changes) => {
  const { forgetHelped } = await import('../../src/actions/news/helped');
  server();
  await filed('a', relation, changes);
  const before = await kept('a');
  await loadDossier('a');
  await forgetHelped('a');
  expect(await kept('a')).toBe(before);
});

/** Seen failing with the role left out: the commune limits a volunteer's view of relatives, too. */
it('knows the limit of a volunteer’s family', async () => {
  const volunteer = { full_name: 'Lò Thị Mẫu', phone_masked: null, role: 'volunteer', send_token: null, device_id: 'd', agency: null };
  await signInAccount({ id: ALICE, ...volunteer });
  await vi.waitFor(() => expect(account.value?.role).toBe('volunteer'));
  server();
  await filed('a', 'family');
  await loadDossier('a');
  await vi.waitFor(async () => expect(await kept('a')).not.toContain(SECRET));
});

/** Seen failing without the asking: who never opens the dossier again kept the answers for ever. */
it('asks by itself after those whose thirty days are over', async () => {
  const net = server();
  await filed('old', 'neighbour');
  await filed('new', 'neighbour', {}, 29);
  await vi.waitFor(() => expect(records.value).toHaveLength(2));
  await loadInbox();
  await vi.waitFor(async () => expect(await kept('old')).not.toContain(SECRET));
  expect(await kept('new')).toContain(SECRET);
  expect(net.asked.map(({ path }) => path)).toEqual(['/api/messages', '/api/dossiers/old']);
});
