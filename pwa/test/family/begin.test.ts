// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openMember, planOf } from '../../src/actions/family/begin';
import type { Family, Member } from '../../src/domain/family';
import type { Draft, SetPlan } from '../../src/domain/draft';
import type { ProcedureDetail } from '../../src/domain/procedure';
import { openShelf } from '../../src/state/shelf';
import { detailKey, putCatalogue } from '../../src/storage/catalogue';
import { dropDatabase } from '../../src/storage/database';
import { changeDossier } from '../../src/storage/dossiers';
import { changeDraft, getDraft, removeDraft } from '../../src/storage/drafts';
import { getPage, keepPage } from '../../src/storage/pages';
import { signedIn } from '../support/dossiers';

const FIRST: Member = { code: '1.000001' };
const SECOND: Member = { code: '1.000002', from: '1.000001', reuse: { ten: 'tre_ten' }, papers: { giay_b: 'giay_a' } };
const FAMILY: Family = { key: 'birth', name: 'Sinh', members: [FIRST, SECOND] };

const detail = (code: string, field: string): ProcedureDetail =>
  ({
    code, version: 1, name: code, short_name: `Việc ${code}`, mode: 'form', papers: [], result: { ways: ['desk'] },
    sections: [{ key: 'ai', title: '', fields: [{ key: field, label: '', type: 'person_name' }] }],
  }) as unknown as ProcedureDetail;

beforeEach(async () => {
  await dropDatabase();
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no link')));
  await signedIn();
  await openShelf();
  for (const [code, field] of [['1.000001', 'tre_ten'], ['1.000002', 'ten']] as const) {
    await putCatalogue({ key: detailKey(code), etag: null, data: detail(code, field), at: 0 });
  }
});

async function begun(plan: SetPlan, member: Member): Promise<Draft> {
  const end = await openMember(plan, member, 'H56.126');
  if ('fault' in end) throw new Error(end.fault);
  const draft = await getDraft(end.id);
  if (!draft) throw new Error('not kept');
  return draft;
}

async function filledFirst(reuse = true): Promise<{ plan: SetPlan; first: Draft }> {
  const plan = planOf(FAMILY, [0, 1], reuse);
  const { id } = await begun(plan, FIRST);
  const page = { id: 'p1', paper: 'giay_a', sha256: 'a'.repeat(64), bytes: 4, media_type: 'image/webp' };
  await keepPage(id, page, new Blob(['page']), null, 1);
  const first = await changeDraft(
    id, (now) => ({ ...now, answers: { tre_ten: 'Lò Văn Con' }, relation: 'volunteer', owner: { full_name: 'Lò Thị Mẹ' }, result: { how: 'desk' } }), 2,
  );
  if (!first) throw new Error('gone');
  return { plan, first };
}

describe('the next of a set, without a link', () => {
  it('begins with the answers, the person, the way of the result and a copy of the page', async () => {
    const { plan, first } = await filledFirst();
    const second = await begun(plan, SECOND);
    expect(second).toMatchObject({
      family: plan, procedure: '1.000002', answers: { ten: 'Lò Văn Con' }, relation: 'volunteer', owner: { full_name: 'Lò Thị Mẹ' }, result: { how: 'desk' },
    });
    expect(second.skip).toEqual(['phan-ai', 'cho-ai', 'ket-qua']);
    expect(second.consents).toEqual([]);
    const [copy] = second.pages;
    expect(copy).toMatchObject({ paper: 'giay_b', sha256: first.pages[0]?.sha256 });
    expect(copy?.id).not.toBe('p1');
    // The first may be thrown away: the copy has bytes of its own.
    await removeDraft(first.id);
    expect((await getPage(copy?.id ?? ''))?.draft).toBe(second.id);
  });

  it('asks everything anew where nobody consented', async () => {
    const { plan } = await filledFirst(false);
    const second = await begun(plan, SECOND);
    expect(second).toMatchObject({ answers: {}, relation: null, owner: null, pages: [], skip: [] });
  });

  it('is the same draft when it is opened again, with what the first says by then', async () => {
    const { plan, first } = await filledFirst();
    const once = await begun(plan, SECOND);
    await changeDraft(first.id, (now) => ({ ...now, answers: { tre_ten: 'Lò Văn Cón' } }), 3);
    const again = await begun(plan, SECOND);
    expect(again.id).toBe(once.id);
    expect(again.answers).toEqual({ ten: 'Lò Văn Cón' });
    expect(again.pages).toHaveLength(1);
  });

  /** Seen failing without what was sent: the next began empty once the first lay at the commune. */
  it('knows what was sent by now, whose pages lie at the commune', async () => {
    const { plan, first } = await filledFirst();
    await removeDraft(first.id);
    await changeDossier(first.id, () => ({
      id: first.id, account: 'alice', title: '', owner_name: '', receipt: null, summary: null, detail: null, etag: null, sent: first, stale: false, updated_at: 5,
    }));
    const second = await begun(plan, SECOND);
    expect(second.answers).toEqual({ ten: 'Lò Văn Con' });
    expect(second.pages[0]).toMatchObject({ paper: 'giay_b', at_server: true });
  });

  /** Seen failing with the first source only: after the other one everything was asked again. */
  it('takes it from whichever of several sources was begun', async () => {
    const { plan } = await filledFirst();
    const second = await begun(plan, { ...SECOND, from: ['1.000000', '1.000001'] });
    expect(second.answers).toEqual({ ten: 'Lò Văn Con' });
    expect(second.pages).toHaveLength(1);
  });

  it('says what it cannot fetch, and begins nothing', async () => {
    const plan = planOf(FAMILY, [0, 1], true);
    expect(await openMember(plan, { code: '1.000009' }, 'H56.126')).toEqual({ fault: 'no_link' });
  });
});
