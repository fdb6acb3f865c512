/** From files to pictures that wait for their corners, or to pages where a file goes as it is. */
import { signal } from '@preact/signals';
import { addPage } from '../../actions/pages';
import { dropShared, keepPicture, noteShot, picturesOf, sharedPictures, type StoredShot } from '../../actions/capture/shots';
import { asFault, type IntakeFault, takeIn } from '../../capture/intake';
import { openDraft } from '../../state/open-draft';
import { noteCopy } from './copies';

/** What became of files that gave no picture to look at. */
export interface Notice {
  faults: { name: string; fault: IntakeFault }[];
  /** Numbers of the pages that were there already. */
  twice: number[];
  /** How many were added as they are. */
  files: number;
  /** How many pictures became pages without their corners, for want of what looks for them. */
  plain: number;
}

export const NOTHING: Notice = { faults: [], twice: [], files: 0, plain: 0 };

/** Kept across the screens of one paper: it is read where the person ends up. */
export const told = signal<{ paper: string; notice: Notice }>({ paper: '', notice: NOTHING });

export function tell(paper: string, notice: Notice): void {
  told.value = { paper, notice };
}

export interface Place {
  draft: string;
  paper: string;
  /** The page whose place the next one takes. */
  replaces: string | null;
}

/** Each file is kept before the next one is looked at; one that cannot be a page stops none of the others. */
export async function takeFiles(files: readonly File[], place: Place, copied: boolean): Promise<Notice> {
  const notice: Notice = { ...NOTHING, faults: [], twice: [] };
  for (const file of files) {
    const became = await takeOne(file, place, copied);
    if (typeof became === 'number') notice.twice.push(became);
    else if (became === 'added') notice.files += 1;
    else if (became !== 'waits') notice.faults.push({ name: file.name, fault: became });
  }
  return notice;
}

/** What another app handed over becomes this paper's; what could not be kept waits on. */
export async function takeShared(place: Place): Promise<Notice> {
  const shared = await sharedPictures();
  const files = shared.map(({ blob }, index) => (blob instanceof File ? blob : new File([blob], `${index + 1}`, { type: blob.type })));
  const notice = await takeFiles(files, place, false);
  if (notice.faults.every(({ fault }) => fault !== 'not_kept')) await dropShared(shared.map(({ id }) => id));
  return notice;
}

async function takeOne(file: File, place: Place, copied: boolean): Promise<IntakeFault | number | 'added' | 'waits'> {
  try {
    // Whatever becomes of it here: the camera app's copy is known by this moment.
    if (copied) noteCopy({ draft: place.draft, paper: place.paper, at: file.lastModified });
    const found = await takeIn(file);
    if (found.kind === 'refused') return found.fault;
    const sha256 = found.kind === 'file' ? found.page.sha256 : found.sha256;
    const there = await numberOf(place, sha256);
    if (there) return there;
    if (found.kind === 'file') return (await addPage(place.paper, found.page, place.replaces)) ? 'added' : 'not_kept';
    return (await keepPicture(place.draft, file, sha256, place)) ? 'waits' : 'not_kept';
  } catch (cause) {
    return asFault(cause);
  }
}

/** Which page of this paper was made of the same file, counting those whose turn is yet to come; 0: none. */
async function numberOf({ draft, paper }: Place, sha256: string): Promise<number> {
  const pages = (openDraft.peek()?.pages ?? []).filter((page) => page.paper === paper);
  const place = pages.findIndex((page) => page.source === sha256 || page.sha256 === sha256);
  if (place >= 0) return place + 1;
  const waiting = (await picturesOf(draft)).filter(({ shot }) => shot.paper === paper && shot.page === null);
  const turn = waiting.findIndex((shot) => shot.sha256 === sha256);
  return turn >= 0 ? pages.length + turn + 1 : 0;
}

/** Pictures of this paper whose corners nobody has looked at; one whose page is there already is done. */
export async function waitingOf({ draft, paper }: Pick<Place, 'draft' | 'paper'>): Promise<StoredShot[]> {
  const pages = openDraft.peek()?.pages ?? [];
  const waiting: StoredShot[] = [];
  for (const shot of await picturesOf(draft)) {
    if (shot.shot.page !== null || shot.shot.paper !== paper) continue;
    const made = pages.find(({ source, paper: of }) => source === shot.sha256 && of === paper);
    if (made) await noteShot(shot.id, { page: made.id });
    else waiting.push(shot);
  }
  return waiting;
}
