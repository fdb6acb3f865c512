/** A dossier being started at the desk: what is typed, kept in this browser, and what is sent. */
import type { Answers } from '../../domain/answers';
import { feeQuote } from '../../domain/fees';
import { manifestOf, PAYLOAD_VERSION } from '../../domain/payload';
import { readIdNumber, readPhone } from '../../domain/phones';
import type { ProcedureDetail, ResultWay } from '../../domain/procedure';
import { askedAnswers, gapsOf, neededPapers } from '../../domain/questions';
import type { PersonOpposite } from '../api/dossiers';

export interface Started {
  id: string;
  procedure: string | null;
  person: { full_name: string; phone: string; id_number: string; birth_year: string };
  answers: Answers;
  paper_gaps: string[];
  result: { how: ResultWay; address: string; fetcher_name: string; fetcher_phone: string };
  consent: boolean;
}

export interface TakenPage {
  id: string;
  paper: string;
  sha256: string;
  bytes: number;
  media_type: string;
  blob: Blob;
  address: string;
}

export function emptyStart(id: string): Started {
  return {
    id,
    procedure: null,
    person: { full_name: '', phone: '', id_number: '', birth_year: '' },
    answers: {},
    paper_gaps: [],
    result: { how: 'desk', address: '', fetcher_name: '', fetcher_phone: '' },
    consent: false,
  };
}

/** Keys of words/<language>/desk-start.json. */
export type PersonFault = 'fault.name' | 'fault.phone' | 'fault.id' | 'fault.year';

export function personFaults({ person }: Started, thisYear: number): Partial<Record<keyof Started['person'], PersonFault>> {
  const year = Number(person.birth_year);
  return {
    ...(person.full_name.trim().length < 2 ? { full_name: 'fault.name' as const } : {}),
    ...(person.phone.trim() && !readPhone(person.phone) ? { phone: 'fault.phone' as const } : {}),
    ...(person.id_number.trim() && !readIdNumber(person.id_number) ? { id_number: 'fault.id' as const } : {}),
    ...(person.birth_year.trim() && !(year >= 1880 && year <= thisYear) ? { birth_year: 'fault.year' as const } : {}),
  };
}

export function personSent({ person }: Started): PersonOpposite {
  return {
    full_name: person.full_name.trim(),
    phone: person.phone.trim() ? readPhone(person.phone) : null,
    id_number: person.id_number.trim() ? readIdNumber(person.id_number) : null,
    birth_year: person.birth_year.trim() ? Number(person.birth_year) : null,
  };
}

/** Papers that have no page and were not said to be missing. */
export function papersOpen(detail: ProcedureDetail, started: Started, pages: readonly TakenPage[]): string[] {
  return neededPapers(detail, started.answers)
    .filter((paper) => paper.required && paper.kind === 'nop' && !paper.own_form)
    .filter((paper) => !started.paper_gaps.includes(paper.key) && !pages.some((page) => page.paper === paper.key))
    .map((paper) => paper.key);
}

export function dossierSent(detail: ProcedureDetail, started: Started, pages: readonly TakenPage[], agency: string, now: number) {
  const person = personSent(started);
  const owner = {
    full_name: person.full_name,
    same_as_submitter: true,
    ...(person.phone ? { phone: person.phone } : {}),
    ...(person.id_number ? { id_number: person.id_number } : {}),
    ...(person.birth_year ? { birth: String(person.birth_year) } : {}),
  };
  return {
    payload: PAYLOAD_VERSION,
    revision: 1,
    procedure: detail.code,
    version: detail.version,
    agency,
    kind: 'form',
    people: { owner, subject: null },
    relation: 'self',
    answers: askedAnswers(detail, started.answers),
    fee_quote: { amount: feeQuote(detail, started.answers), rules_version: String(detail.version) },
    result: resultSent(started),
    consents: started.consent ? ['process'] : [],
    gaps: gapsOf(detail, started.answers, started.paper_gaps),
    manifest: manifestOf(pages),
    submit: true,
    made_at: new Date(now).toISOString(),
  };
}

function resultSent({ result }: Started) {
  if (result.how === 'post') return { how: 'post', address: result.address.trim() };
  if (result.how !== 'fetcher') return { how: result.how };
  const phone = readPhone(result.fetcher_phone);
  return { how: 'fetcher', fetcher: { full_name: result.fetcher_name.trim(), ...(phone ? { phone } : {}) } };
}

/** A code from a phone: an address, or the bare id, read by a scanner that types. */
export function draftIdIn(text: string): string | null {
  return /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(text)?.[0].toLowerCase() ?? null;
}
