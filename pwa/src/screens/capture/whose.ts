/** "Giấy này của ai?": a photographed card is compared with the people of the dossier, after the page is kept. */
import { editDraft } from '../../actions/editDraft';
import type { Draft, PageRef } from '../../domain/draft';
import type { ProcedureDetail } from '../../domain/procedure';
import { askedSections } from '../../domain/questions';
import { link } from '../../state/connection';
import { openDraft } from '../../state/open-draft';
import { account } from '../../state/shelf';

export interface Someone {
  full_name?: string;
  id_number?: string;
}

/** Never waited for: the reader may have to be fetched first. The page stays whatever is answered. */
export async function askWhose(picture: Blob, page: string, detail: ProcedureDetail, draft: Draft): Promise<void> {
  // A third of a megabyte is too much for a question, where pages wait for the same link.
  if (link.peek() === 'weak' && !('BarcodeDetector' in globalThis)) return;
  const source = pageOf(page)?.source;
  try {
    const { strangersCard } = await import('../../capture/card/whose');
    const people = await peopleOf(detail, draft);
    const card = await strangersCard(picture, people);
    // Turned meanwhile, it is another page made of the same picture.
    const now = pageOf(page) ?? openDraft.peek()?.pages.find((each) => source && each.source === source);
    if (card && now) await edit(now.id, (each) => ({ ...each, asked: { name: card.full_name, people: people.map(({ full_name = '' }) => full_name) } }));
  } catch {
    // Without a link to fetch the reader nothing is asked: the officer compares anyway.
  }
}

const pageOf = (page: string): PageRef | undefined => openDraft.peek()?.pages.find(({ id }) => id === page);

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

/** Of whom the person says that this page is; null: it is right as it is. */
export function answerWhose(page: string, whose: string | null): Promise<void> {
  return edit(page, (each) => {
    const { asked, ...known } = each;
    return asked && whose ? { ...known, whose } : known;
  });
}

/** The reader may be slower than the person: a dossier that is left or sent by then is not touched. */
async function edit(page: string, change: (page: PageRef) => PageRef): Promise<void> {
  const draft = openDraft.peek();
  if (!draft?.pages.some(({ id }) => id === page) || draft.frozen === draft.revision) return;
  await editDraft((now) => ({ ...now, pages: now.pages.map((each) => (each.id === page ? change(each) : each)) }));
}
