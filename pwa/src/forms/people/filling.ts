/** What a card or an earlier dossier knows, put into a draft; and taken out again. */
import type { Answers } from '../../domain/answers';
import type { Draft, Filled, Person } from '../../domain/draft';
import { type Asked, type Difference, filling, type Particulars, same } from '../../domain/people';
import type { Section } from '../../domain/procedure';
import { t } from './words';

type About = Pick<Section, 'about'>;

interface FillIn {
  asked: readonly Asked[];
  draft: Draft;
  section: About;
  person: Particulars;
  by: Filled['by'];
  said?: string | undefined;
}

export function fillIn({ asked, draft, section, person, by, said }: FillIn): {
  change: (draft: Draft) => Draft;
  differences: Difference[];
  /** Fields that had no answer before: those that can be taken back. */
  keys: string[];
} {
  const named = withName(asked, draft, section);
  const { filled, differences } = filling(named.asked, person, named.answers);
  delete filled[NOBODYS];
  const marks = marksOf(asked, filled, by, said);
  return {
    change: (now) => ({ ...withOwner(now, section, person), answers: { ...now.answers, ...filled }, filled: { ...now.filled, ...marks } }),
    differences,
    keys: Object.keys(filled).filter((key) => !same(draft.answers[key], filled[key])),
  };
}

/** The key of the owner's name where the form itself does not ask for it. */
export const NOBODYS = '';

/** A name typed for the owner on the first page counts as an answer, so that another is seen to differ. */
function withName(asked: readonly Asked[], draft: Draft, { about }: About): { asked: readonly Asked[]; answers: Answers } {
  const typed = draft.owner?.full_name.trim();
  if (about !== 'owner' || draft.relation === 'self' || !typed) return { asked, answers: draft.answers };
  const there = asked.find(({ what }) => what === 'full_name');
  const name: Asked = there ?? { field: { key: NOBODYS, label: t('name'), type: 'person_name' }, what: 'full_name' };
  const answers = { ...draft.answers, [name.field.key]: draft.answers[name.field.key] ?? typed };
  return { asked: there ? asked : [...asked, name], answers };
}

/** The words of the card stand by an address even when nobody could say which commune it is. */
function marksOf(asked: readonly Asked[], filled: Answers, by: Filled['by'], said: string | undefined): Record<string, Filled> {
  const marks: Record<string, Filled> = {};
  for (const { field, what } of asked) {
    const value = filled[field.key];
    const words = what === 'address' && said ? { said } : {};
    if (value !== undefined || 'said' in words) marks[field.key] = { by, ...words, ...(value === undefined ? {} : { value }) };
  }
  return marks;
}

/** The owner's name stands on every screen, and tells whose papers are photographed. */
function withOwner(draft: Draft, { about }: About, { full_name, birth_date, id_number }: Particulars): Draft {
  if (about !== 'owner' || draft.relation === 'self') return draft;
  const before = draft.owner?.full_name.trim() ? draft.owner : null;
  if (!full_name || (before && !same(before.full_name, full_name))) return draft;
  const owner: Person = {
    ...before,
    full_name: before?.full_name ?? full_name,
    ...(birth_date ? { birth: birth_date } : {}),
    ...(id_number ? { id_number } : {}),
  };
  return { ...draft, owner };
}

/** The person chose what the card, or the earlier dossier, says. */
export function takeOther(draft: Draft, { field, what, other }: Difference, by: Filled['by'], { about }: About): Draft {
  const owned = about === 'owner' && draft.relation !== 'self' && what === 'full_name';
  const next = owned ? { ...draft, owner: { full_name: other as string } } : draft;
  if (field.key === NOBODYS) return next;
  return {
    ...next,
    answers: { ...draft.answers, [field.key]: other },
    filled: { ...draft.filled, [field.key]: { ...draft.filled?.[field.key], by, value: other } },
  };
}

/** What was filled in and not changed since goes; what the person typed stays. */
export function takeBack(draft: Draft, keys: readonly string[]): Draft {
  const goes = (key: string): boolean => keys.includes(key) && same(draft.answers[key], draft.filled?.[key]?.value);
  return {
    ...draft,
    answers: Object.fromEntries(Object.entries(draft.answers).filter(([key]) => !goes(key))),
    filled: Object.fromEntries(Object.entries(draft.filled ?? {}).filter(([key]) => !goes(key))),
  };
}
