/** Whether a photographed identity paper is of one of the people of the dossier ("Giấy này của ai?"). */
import { type Card, cardMismatch, type Someone } from '../../domain/card';
import { scanBlob } from './scan';

/** The card when it is of somebody else; null when it fits, bears no code, or nobody is known. */
export async function strangersCard(paper: Blob, people: readonly Someone[]): Promise<Card | null> {
  const scanned = await scanBlob(paper);
  return scanned.kind === 'card' && cardMismatch(scanned.card, people) ? scanned.card : null;
}
