/** Whether a photographed identity paper is of one of the people of the dossier ("Giấy này của ai?"). */
import { type Card, cardMismatch, type Someone } from '../../domain/card';
import { closeScanner, scanBlob } from './scan';

/**
 * The card when it is of somebody else; null when it fits, bears no code, or nobody is known. The
 * reader's memory is wanted back for the next photograph, whatever it found.
 */
export async function strangersCard(paper: Blob, people: readonly Someone[]): Promise<Card | null> {
  const scanned = await scanBlob(paper).finally(closeScanner);
  return scanned.kind === 'card' && cardMismatch(scanned.card, people) ? scanned.card : null;
}
