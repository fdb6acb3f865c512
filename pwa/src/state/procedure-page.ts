/** The procedure on the screen: what the phone kept at once, then what the server has newer. */
import { signal } from '@preact/signals';
import type { Answers } from '../domain/answers';
import type { ProcedureDetail } from '../domain/procedure';
import { detailKey, getCatalogue } from '../storage/catalogue';
import { loadProcedure } from './procedures';

export const procedure = signal<ProcedureDetail | null>(null);
/** What was answered on the procedure's page, so that the form need not ask it again. */
export const eligibilityAnswers = signal<{ code: string; answers: Answers } | null>(null);
export const procedureFault = signal<'no_link' | 'unknown' | null>(null);

export async function showProcedure(code: string): Promise<void> {
  procedureFault.value = null;
  if (procedure.peek()?.code !== code) procedure.value = null;
  const kept = await keptDetail(code);
  if (kept) procedure.value = kept;
  const loaded = await loadProcedure(code);
  if ('data' in loaded) procedure.value = loaded.data;
  else if (!kept) procedureFault.value = loaded.fault;
}

/** A phone whose storage fails still reads from the server. */
async function keptDetail(code: string): Promise<ProcedureDetail | null> {
  try {
    return ((await getCatalogue(detailKey(code)))?.data as ProcedureDetail | undefined) ?? null;
  } catch {
    return null;
  }
}
