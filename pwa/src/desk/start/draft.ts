/** A dossier being started at the desk: what is typed, kept in this browser, and what is sent. */
import type { Answers } from '../../domain/answers';
import { feeQuote } from '../../domain/fees';
import { manifestOf, PAYLOAD_VERSION } from '../../domain/payload';
import { readIdNumber, readPhone, showPhone } from '../../domain/phones';
import type { ProcedureDetail, ResultWay } from '../../domain/procedure';
import { askedAnswers, gapsOf, neededPapers } from '../../domain/questions';
import type { PersonOpposite } from '../api/dossiers';
import type { HomeDraft } from '../api/types';

/** As on the phone, and who has a mandate. */
export const RELATIONS = ['self', 'family', 'volunteer', 'representative'] as const;
export type StartRelation = (typeof RELATIONS)[number];

export interface Started {
  id: string;
  procedure: string | null;
  person: { full_name: string; phone: string; id_number: string; birth_year: string };
  /** What the person opposite is to the owner: they file for themselves, or for the one named here. */
  relation: StartRelation;
  owner: { full_name: string; id_number: string; birth_year: string };
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
    relation: 'self',
    owner: { full_name: '', id_number: '', birth_year: '' },
    answers: {},
    paper_gaps: [],
    result: { how: 'desk', address: '', fetcher_name: '', fetcher_phone: '' },
    consent: false,
  };
}

/** Keys of words/<language>/desk-start.json. */
export type PersonFault = 'fault.name' | 'fault.phone' | 'fault.id' | 'fault.year';

export type PersonFaults = Partial<Record<keyof Started['person'], PersonFault>>;

export function personFaults({ person }: Pick<Started, 'person'>, thisYear: number): PersonFaults {
  return {
    ...ownerFaults({ owner: person }, thisYear),
    ...(person.phone.trim() && !readPhone(person.phone) ? { phone: 'fault.phone' as const } : {}),
  };
}

/** Of the person for whom is filed; nothing is asked when that is the one opposite. */
export function ownerFaults({ owner }: Pick<Started, 'owner'>, thisYear: number): PersonFaults {
  const year = Number(owner.birth_year);
  return {
    ...(owner.full_name.trim().length < 2 ? { full_name: 'fault.name' as const } : {}),
    ...(owner.id_number.trim() && !readIdNumber(owner.id_number) ? { id_number: 'fault.id' as const } : {}),
    ...(owner.birth_year.trim() && !(year >= 1880 && year <= thisYear) ? { birth_year: 'fault.year' as const } : {}),
  };
}

/** What a code from a phone brings: who prepared it sits opposite, for themselves or for another. */
export function fromHome(id: string, draft: HomeDraft): Started {
  const { owner } = draft.people;
  const relation = RELATIONS.find((each) => each === draft.relation) ?? (draft.relation ? 'volunteer' : 'self');
  const known = { full_name: owner?.full_name ?? '', id_number: owner?.id_number ?? '', birth_year: owner?.birth?.slice(0, 4) ?? '' };
  const sender = { full_name: draft.submitter?.full_name ?? '', phone: localPhone(draft.submitter?.phone), id_number: '', birth_year: '' };
  const own = { ...known, full_name: known.full_name || sender.full_name, phone: localPhone(owner?.phone) || sender.phone };
  const fetcher = draft.result?.fetcher;
  const empty = emptyStart(id);
  return {
    ...empty,
    procedure: draft.procedure,
    answers: draft.answers,
    relation,
    person: relation === 'self' ? own : sender,
    owner: relation === 'self' ? empty.owner : known,
    result: {
      how: (draft.result?.how ?? 'desk') as ResultWay,
      address: draft.result?.address ?? '',
      fetcher_name: fetcher?.full_name ?? '',
      fetcher_phone: localPhone(fetcher?.phone),
    },
  };
}

function localPhone(phone: string | null | undefined): string {
  return phone ? showPhone(phone) : '';
}

export function personSent({ person }: Pick<Started, 'person'>): PersonOpposite {
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
  return {
    payload: PAYLOAD_VERSION,
    revision: 1,
    procedure: detail.code,
    version: detail.version,
    agency,
    kind: 'form',
    people: { owner: ownerSent(started), subject: null },
    relation: started.relation,
    answers: askedAnswers(detail, started.answers),
    fee_quote: { amount: feeQuote(detail, started.answers, { online: false }), rules_version: String(detail.version) },
    result: resultSent(started),
    consents: started.consent ? ['process'] : [],
    gaps: gapsOf(detail, started.answers, started.paper_gaps),
    manifest: manifestOf(pages),
    submit: true,
    made_at: new Date(now).toISOString(),
  };
}

function ownerSent(started: Started) {
  const own = started.relation === 'self';
  const person = own ? personSent(started) : personSent({ person: { ...started.owner, phone: '' } });
  return {
    full_name: person.full_name,
    ...(own ? { same_as_submitter: true } : {}),
    ...(person.phone ? { phone: person.phone } : {}),
    ...(person.id_number ? { id_number: person.id_number } : {}),
    ...(person.birth_year ? { birth: String(person.birth_year) } : {}),
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
