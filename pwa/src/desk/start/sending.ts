/** Sends a dossier started at the desk: the text first, then each page that the server asks for. */
import { putStarted } from '../api/dossiers';
import { sendPage } from '../api/files';
import type { PersonOpposite } from '../api/dossiers';
import { forget, keep, kept } from '../state/kept';
import type { TakenPage } from './draft';

export type Outcome =
  | { done: true }
  /** `stands`: an earlier form arrived whole, and what was changed since does not replace it. */
  | { done: false; detail: string; errors: Record<string, unknown>; stands?: true };

interface Frozen {
  content: string;
  revision: number;
  dossier: Record<string, unknown>;
}

const sentName = (id: string): string => `start.${id}`;

/** Done with: sent whole, or thrown away. */
export const forgetSent = (id: string): void => forget(sentName(id));

/**
 * The same text again is the same bytes under the same revision, so an answer that was lost is only
 * asked for again; changed text is the next revision. What left is kept in this browser beside the
 * typed text: after a reload, too, the server must not be told something else under the same number.
 */
export class Sending {
  private frozen: Frozen | null = null;

  constructor(private readonly id: string) {}

  async send(person: PersonOpposite, dossier: Record<string, unknown>, pages: readonly TakenPage[]): Promise<Outcome> {
    const answer = await putStarted(this.id, person, this.freeze(person, dossier).dossier);
    if (answer.kind !== 'ok') {
      const problem = answer.kind === 'problem' ? answer.problem : null;
      if (problem?.code === 'already_accepted') return { ...failed(''), stands: true };
      return failed(problem?.title ?? '', problem?.errors);
    }
    for (const missing of answer.body.missing) {
      const page = pages.find((each) => each.sha256 === missing.sha256);
      if (!page) return failed('');
      const sent = await sendPage(page.blob, missing);
      if (!sent.done) return failed(sent.detail);
    }
    return { done: true };
  }

  private freeze(person: PersonOpposite, dossier: Record<string, unknown>): Frozen {
    const content = JSON.stringify([person, { ...dossier, made_at: null, revision: null }]);
    this.frozen ??= kept<Frozen>(sentName(this.id));
    if (this.frozen?.content === content) return this.frozen;
    const revision = (this.frozen?.revision ?? 0) + 1;
    this.frozen = { content, revision, dossier: { ...dossier, revision } };
    keep(sentName(this.id), this.frozen);
    return this.frozen;
  }
}

function failed(detail: string, errors?: unknown): Extract<Outcome, { done: false }> {
  return { done: false, detail, errors: (errors as Record<string, unknown> | undefined) ?? {} };
}
