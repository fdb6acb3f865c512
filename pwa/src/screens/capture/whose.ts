/** "Giấy này của ai?": a photographed card is compared with the people of the dossier, after the page is kept. */
import { signal } from '@preact/signals';
import { editDraft } from '../../actions/editDraft';
import type { Draft } from '../../domain/draft';
import type { ProcedureDetail } from '../../domain/procedure';
import { askedSections } from '../../domain/questions';
import { account } from '../../state/shelf';

export interface Someone {
  full_name?: string;
  id_number?: string;
}

/** The card of somebody whom nobody named, and who could be meant; the page stays whatever is answered. */
export const stranger = signal<{ page: string; name: string; people: readonly Someone[] } | null>(null);

/** Never waited for: the reader may have to be fetched first. */
export async function askWhose(picture: Blob, page: string, detail: ProcedureDetail, draft: Draft): Promise<void> {
  try {
    const [{ strangersCard }, { closeScanner }] = await Promise.all([import('../../capture/card/whose'), import('../../capture/card/scan')]);
    const people = await peopleOf(detail, draft);
    const card = await strangersCard(picture, people);
    closeScanner();
    if (card) stranger.value = { page, name: card.full_name, people };
  } catch {
    // Without a link to fetch the reader nothing is asked: the officer compares anyway.
  }
}

/** Who sends, for whom it is, and everybody whom the form names. */
async function peopleOf(detail: ProcedureDetail, { owner, answers }: Draft): Promise<Someone[]> {
  const { askedOf, asksForPerson, particularsIn } = await import('../../domain/people');
  const sections = askedSections(detail, answers).filter(asksForPerson);
  const named = sections.map((section) => particularsIn(askedOf(detail, answers, section), answers) as Someone);
  const sender = account.peek()?.full_name;
  const all = [...(owner ? [owner as Someone] : []), ...named, ...(sender ? [{ full_name: sender }] : [])];
  const known = all.filter(({ full_name }) => full_name?.trim());
  return known.filter(({ full_name }, place) => known.findIndex((each) => each.full_name === full_name) === place);
}

/** Of whom the person says that this page is. */
export async function answerWhose(page: string, whose: string | null): Promise<void> {
  stranger.value = null;
  if (!whose) return;
  await editDraft((draft) => ({ ...draft, pages: draft.pages.map((each) => (each.id === page ? { ...each, whose } : each)) }));
}
