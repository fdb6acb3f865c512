/** Things that tests put into the phone: named after the state they are in. */
import { newDraft, type Draft } from '../../src/domain/draft';
import { dossierKey, newEntry, type OutboxEntry } from '../../src/domain/outbox';
import { enqueue } from '../../src/storage/outbox';
import { putDraft } from '../../src/storage/drafts';
import { keepPage } from '../../src/storage/pages';
import { signInAccount } from '../../src/storage/sign-in';

export const ALICE = 'alice';
export const NOW = Date.parse('2026-11-23T02:00:00Z');

export function aDraft(id: string, changes: Partial<Draft> = {}): Draft {
  const seed = {
    id,
    account: ALICE,
    procedure: '2.000635',
    version: 1,
    procedure_name: 'Bản sao giấy hộ tịch',
    agency: 'H56.126',
    kind: 'form' as const,
  };
  return { ...newDraft(seed, NOW), ...changes };
}

export async function signedIn(id = ALICE, token: string | null = `mc1_${id}`): Promise<void> {
  await signInAccount({
    id,
    full_name: 'Lò Thị Mẫu',
    phone_masked: '09xx xxx 678',
    role: 'citizen',
    send_token: token,
    device_id: 'device',
    agency: null,
  });
}

export const shaOf = (id: string, page: number): string => `${id}-${page}`.padEnd(64, '0');

/** A draft with so many pages of ten bytes each, handed over by "gửi". */
export async function submitted(
  id: string,
  pages: number,
  changes: Partial<OutboxEntry> = {},
): Promise<OutboxEntry> {
  await putDraft(aDraft(id));
  const refs = Array.from({ length: pages }, (_, index) => ({
    id: `${id}-page-${index + 1}`,
    paper: 'giay_ho_tich_cu',
    sha256: shaOf(id, index + 1),
    bytes: 10,
    media_type: 'image/webp',
  }));
  let draft: Draft | null = aDraft(id);
  for (const ref of refs) {
    draft = await keepPage(id, ref, new Blob(['0123456789']), null, NOW);
  }
  const entry = newEntry(
    {
      key: dossierKey(id),
      kind: 'submit',
      dossier: id,
      account: ALICE,
      path: `/api/dossiers/${id}`,
      body: JSON.stringify({ revision: 1, id }),
      revision: 1,
      title: 'Bản sao giấy hộ tịch',
      owner_name: 'Lò Thị Mẫu',
      pages: refs.map((ref, index) => ({ ...ref, page: index + 1 })),
    },
    NOW,
  );
  return enqueue({ ...entry, ...changes }, draft);
}
