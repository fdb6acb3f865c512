/** Procedure details: from the phone at once, from the server when it has something newer. */
import { get } from '../api/client';
import type { CatalogueIndex } from '../domain/catalogue';
import type { ProcedureDetail } from '../domain/procedure';
import { detailKey, getCatalogue, keepAnswer } from '../storage/catalogue';

const PATIENCE_MS = 3000;

export type Loaded<T> = { data: T } | { fault: 'no_link' | 'unknown' };

/** A draft keeps the version it was made under; without a version, the one in force. */
export async function loadProcedure(
  code: string,
  version?: number,
): Promise<Loaded<ProcedureDetail>> {
  const key = detailKey(code, version);
  const kept = await getCatalogue(key);
  if (kept && version !== undefined) return { data: kept.data as ProcedureDetail };
  const suffix = version === undefined ? '' : `?version=${version}`;
  const asked = get<ProcedureDetail>(`/api/catalogue/procedures/${code}${suffix}`, {
    headers: kept?.etag ? { 'If-None-Match': kept.etag } : {},
  }).then(async (answer) => {
    if (answer.kind === 'ok') await keep(code, answer.body, answer.headers.get('ETag'));
    return answer;
  });
  // A link on which nothing moves keeps nobody from what lies here.
  const answer = await (kept ? Promise.race([asked, patience()]) : asked);
  if (answer?.kind === 'ok') return { data: answer.body };
  if (kept) return { data: kept.data as ProcedureDetail };
  if (version !== undefined) return fromNewest(code, version);
  return { fault: answer?.kind === 'problem' ? 'unknown' : 'no_link' };
}

const patience = (): Promise<null> => new Promise((done) => setTimeout(done, PATIENCE_MS, null));

/** Of the procedures that lie here, those that have another version now, so that they are here without a link. */
export async function freshenProcedures(index: CatalogueIndex | null): Promise<void> {
  for (const { code, version } of index?.entries ?? []) {
    const kept = await getCatalogue(detailKey(code));
    if (kept && (kept.data as ProcedureDetail).version !== version) await loadProcedure(code);
  }
}

async function fromNewest(code: string, version: number): Promise<Loaded<ProcedureDetail>> {
  const kept = await getCatalogue(detailKey(code));
  const detail = kept?.data as ProcedureDetail | undefined;
  return detail?.version === version ? { data: detail } : { fault: 'no_link' };
}

/** Under its code and under its version: the one is asked for by readers, the other by drafts. */
async function keep(code: string, data: ProcedureDetail, etag: string | null): Promise<void> {
  const at = Date.now();
  await keepAnswer({ key: detailKey(code), etag, data, at });
  await keepAnswer({ key: detailKey(code, data.version), etag, data, at });
}
