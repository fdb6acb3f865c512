/** Families of procedures: what one event in a house brings along, and what the second need not ask. */
import type { Answer, Answers } from './answers';
import { type DossierRecord, stateOf } from './dossier';
import type { Draft, PageRef } from './draft';
import { fold } from './fold';
import type { Field, ProcedureDetail } from './procedure';
import { askedSections } from './questions';

export interface Member {
  code: string;
  title?: string;
  /** Only one of those with the same word. */
  choice?: string;
  /** The member whose answers and papers this one may use; of several the first that was begun. */
  from?: string | string[];
  reuse?: Record<string, string>;
  values?: Record<string, Answer>;
  papers?: Record<string, string>;
}

export interface Family {
  key: string;
  name: string;
  note?: string;
  /** The state's own procedure for the whole. */
  joint?: string;
  members: Member[];
}

export const sourcesOf = ({ from = [] }: Member): string[] => [from].flat();

/** Names a member in what lies on phones: its place may change with the catalogue. */
export const nameIn = ({ code, title = '' }: Member): string => `${code} ${title}`.trim();

/** The members that a set was begun with and that there still are, under another title as well. */
export const membersOf = ({ members }: Family, chosen: readonly string[]): Member[] =>
  chosen.flatMap((name) => members.find((each) => nameIn(each) === name) ?? members.find(({ code }) => name.startsWith(code)) ?? []);

/** As the server tells them; `events` are codes by what happens in a person's life. */
export interface FamilyFile {
  families: Family[];
  events: Record<string, string[]>;
}

/** A portal's page is no file of ours. */
export function readFamilies(file: unknown): FamilyFile | null {
  const { families, events } = (file ?? {}) as Partial<FamilyFile>;
  return Array.isArray(families) ? { families, events: events ?? {} } : null;
}

/** After `place` was ticked or not: of members with one choice the last ticked stays. */
export function ticked({ members }: Family, chosen: readonly number[], place: number): number[] {
  if (chosen.includes(place)) return chosen.filter((each) => each !== place);
  const { choice } = members[place] ?? {};
  const stay = chosen.filter((each) => !choice || members[each]?.choice !== choice);
  return [...stay, place].sort((one, other) => one - other);
}

/** Whether one of those chosen may use pages that were photographed for another that is chosen, too. */
export const sharesPages = ({ members }: Family, chosen: readonly number[]): boolean =>
  chosen.some((place) => {
    const member = members[place];
    return member?.papers && chosen.some((other) => sourcesOf(member).includes(members[other]?.code ?? ''));
  });

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * What a member's draft begins with. What the person wrote there stays; what was carried before and
 * not touched since becomes what the first says now. Without consent nothing is taken from the first.
 */
export function carried(draft: Draft, detail: ProcedureDetail, member: Member, source: Draft | null): Draft {
  const fields = new Set(detail.sections.flatMap((section) => section.fields.map(({ key }) => key)));
  const known: Answers = { ...member.values };
  if (source && draft.family?.reuse) {
    for (const [key, other] of Object.entries(member.reuse ?? {})) {
      const answer = source.answers[other];
      if (answer !== undefined && answer !== null) known[key] = answer;
    }
  }
  const answers = { ...draft.answers };
  const filled = { ...draft.filled };
  for (const [key, answer] of Object.entries(known)) {
    const mark = filled[key];
    const untouched = mark?.by === 'known' && same(mark.value, answers[key]);
    if (!fields.has(key) || !(answers[key] === undefined || untouched)) continue;
    answers[key] = answer;
    filled[key] = { by: 'known', value: answer };
  }
  const next = { ...draft, answers, filled };
  return { ...next, skip: wholeSections(detail, next) };
}

/** Steps of sections in which nothing is left to ask. */
const wholeSections = (detail: ProcedureDetail, { answers }: Draft): string[] =>
  askedSections(detail, answers)
    .filter(({ fields }) => fields.every(({ key }) => answers[key] !== undefined))
    .map(({ key }) => `phan-${key}`);

/** Pages that may be used again, each with the paper that it is for here; none where some lie there. */
export function carriedPages(draft: Draft, { papers }: Member, source: Draft | null): { page: PageRef; paper: string }[] {
  if (!source || !draft.family?.reuse) return [];
  return Object.entries(papers ?? {}).flatMap(([paper, other]) =>
    draft.pages.some((page) => page.paper === paper) ? [] : source.pages.filter((page) => page.paper === other).map((page) => ({ page, paper })),
  );
}

export const setOf = ({ summary, sent }: DossierRecord): string | undefined => summary?.family ?? sent?.family?.id;

/** Nothing of these is still to come: refused, taken back, stopped, ready, fetched. */
const OVER = ['3', '7', '8', '9', '10'];

export interface DayToFetch {
  /** A moment of the server, or null where none is known. */
  day: string | null;
  /** Every date binds. */
  certain: boolean;
  /** All that was not refused or taken back lies at the desk. */
  ready: boolean;
}

/** One way to the desk for all of them: the latest date of what is still to come. */
export function dayToFetch(records: readonly DossierRecord[]): DayToFetch {
  const coming = records.filter((record) => !OVER.includes(stateOf(record)));
  const told = coming.map((record) => record.detail ?? record.summary ?? record.receipt);
  const days = told.flatMap((each) => each?.binding_due ?? each?.provisional_due ?? []);
  const day = days.reduce<string | null>((last, each) => (last && Date.parse(last) > Date.parse(each) ? last : each), null);
  return {
    day,
    certain: told.length > 0 && told.every((each) => each?.binding_due),
    ready: coming.length === 0 && records.some((record) => stateOf(record) === '9'),
  };
}

type Known = Partial<Record<Field['type'], string>>;
const TELLING: readonly Field['type'][] = ['person_name', 'cccd', 'date', 'date_or_year'];

/** Whom a form is about: its subject as far as it names one, else its owner (as the server judges it). */
export function personIn(answers: Answers, owner: string, detail: ProcedureDetail | null): Known {
  const told: Known = {};
  for (const section of detail?.sections ?? []) {
    for (const field of section.fields) {
      const answer = answers[field.key];
      const asked = (field.about ?? section.about) === 'subject' && TELLING.includes(field.type);
      if (asked && typeof answer === 'string') told[field.type] ??= field.type === 'person_name' ? fold(answer) : answer;
    }
  }
  return told.person_name ? told : { person_name: fold(owner) };
}

/** The same name, and nothing that both tell speaks against it. */
export const samePerson = (one: Known, other: Known): boolean =>
  one.person_name === other.person_name && TELLING.every((kind) => !one[kind] || !other[kind] || one[kind] === other[kind]);
