/**
 * First values that need not be typed again: from the person's own profile, only where the section
 * is about the submitter; from earlier answers; and what the procedure suggests. Another person's block
 * is never filled with the data of whoever holds the phone.
 */
import type { Answer, Answers } from '../domain/answers';
import { holds } from '../domain/conditions';
import type { Draft } from '../domain/draft';
import type { Field } from '../domain/procedure';
import type { AskedSection } from '../domain/questions';

export interface Profile {
  full_name: string | null;
  phone: string | null;
}

type Given = Pick<Draft, 'answers' | 'eligibility' | 'relation'>;

/** Answers to put into the section's empty fields. */
export function prefill(
  section: AskedSection,
  { answers, eligibility, relation }: Given,
  sources: { submitter: Profile | null; owner: Profile | null },
): Answers {
  const person =
    section.about === 'submitter' ? sources.submitter : section.about === 'owner' ? sources.owner : null;
  const known: Answers = { ...eligibility, ...answers, relation };
  const found: Answers = {};
  for (const field of section.fields) {
    if (answers[field.key] !== undefined) continue;
    const value = (field.prefill && valueOf(field.prefill, answers, person)) ?? suggested(field, known);
    if (value !== null && value !== undefined) found[field.key] = known[field.key] = value;
  }
  return found;
}

const suggested = ({ suggest }: Field, known: Answers): Answer | undefined =>
  suggest?.find(({ when }) => holds(when, known))?.value;

function valueOf(source: string, answers: Answers, person: Profile | null) {
  if (source.startsWith('earlier.')) return answers[source.slice('earlier.'.length)];
  if (source === 'profile.full_name' || source === 'card.full_name') return person?.full_name;
  if (source === 'profile.phone') return person?.phone;
  return null;
}
