/**
 * First values that need not be typed again: from the person's own profile, only where the section
 * is about the submitter; and from earlier answers. Another person's block is never filled with the
 * data of whoever holds the phone.
 */
import type { Answers } from '../domain/answers';
import type { AskedSection } from '../domain/questions';

export interface Profile {
  full_name: string | null;
  phone: string | null;
}

/** Answers to put into the section's empty fields. */
export function prefill(
  section: AskedSection,
  answers: Answers,
  sources: { submitter: Profile | null; owner: Profile | null },
): Answers {
  const person =
    section.about === 'submitter' ? sources.submitter : section.about === 'owner' ? sources.owner : null;
  const found: Answers = {};
  for (const field of section.fields) {
    if (answers[field.key] !== undefined || !field.prefill) continue;
    const value = valueOf(field.prefill, answers, person);
    if (value !== null && value !== undefined) found[field.key] = value;
  }
  return found;
}

function valueOf(source: string, answers: Answers, person: Profile | null) {
  if (source.startsWith('earlier.')) return answers[source.slice('earlier.'.length)];
  if (source === 'profile.full_name' || source === 'card.full_name') return person?.full_name;
  if (source === 'profile.phone') return person?.phone;
  return null;
}
