/**
 * One sitting at one paper: pictures come in, their corners are agreed to, pages are made. Whatever came
 * in lies in the storage before anything is done with it, so that a phone that kills the page loses
 * nothing: the same pictures wait again when this is opened.
 */
import { signal } from '@preact/signals';
import { addPage } from '../../actions/pages';
import { dropPictures, keepPicture, noteShot, picturesOf, type StoredShot } from '../../actions/capture/shots';
import { prepared, type PreparedPage, takePage } from '../../capture';
import { CaptureError, type CaptureFault } from '../../capture/fault';
import { asFault, hashOf } from '../../capture/intake';
import { type Looked, type Made, type MakeOptions, type PictureKind, type Quad, type Turn, WHOLE } from '../../capture/protocol';
import type { PageRef } from '../../domain/draft';
import type { ProcedureDetail } from '../../domain/procedure';
import { openDraft } from '../../state/open-draft';
import { bytesOf } from '../../state/page-images';
import { stopStudio, studio } from './studio';
import { askWhose } from './whose';
import { NOTHING, type Notice, type Place, takeFiles, takeShared, tell, told, waitingOf } from './taking';

/** A picture under the person's eyes, kept in the worker under a handle. */
interface Seen {
  shot: StoredShot;
  looked: Looked;
}

export type View =
  | { at: 'camera' | 'pages' }
  | { at: 'wait'; doing: 'looking' | 'making' }
  | ({ at: 'corners'; quad: Quad; waiting: number } & Seen)
  | ({ at: 'fault'; options: MakeOptions; made: Made; more: boolean } & Seen)
  | { at: 'failed'; shot: StoredShot; fault: CaptureFault; waiting: number };

export interface Sitting extends Place {
  kind: PictureKind | 'auto';
  start: 'camera' | 'pages';
  /** Of whose dossier a photographed card should be; null where the paper is no card. */
  compare: ProcedureDetail | null;
  onDone: () => void;
}

export class Session {
  readonly view = signal<View>({ at: 'wait', doing: 'looking' });
  private left = false;

  constructor(private readonly sitting: Sitting) {}

  get draft(): string {
    return this.sitting.draft;
  }

  get paper(): string {
    return this.sitting.paper;
  }

  /** Goes on with what waits from before; a camera is opened only when nothing does. */
  async begin(shared: boolean): Promise<void> {
    // Fetched and awake while the person still aims.
    void studio().catch(() => undefined);
    if (shared) await this.take(await takeShared(this.sitting));
    else if (!(await this.examineNext())) this.show(this.sitting.start);
  }

  end(): void {
    this.left = true;
    stopStudio();
  }

  show(at: 'camera' | 'pages'): void {
    this.tell(NOTHING);
    this.sitting.replaces = null;
    this.put({ at });
  }

  /** A picture of the live camera: only the app has it. */
  async shoot(photo: Blob): Promise<void> {
    this.tell(NOTHING);
    this.put({ at: 'wait', doing: 'looking' });
    const { draft, paper, replaces } = this.sitting;
    const shot = await keepPicture(draft, photo, await hashOf(photo), { paper, replaces });
    if (shot) await this.examine(shot, 0);
    else this.put({ at: 'camera' });
  }

  async pick(files: readonly File[], copied: boolean): Promise<void> {
    this.put({ at: 'wait', doing: 'looking' });
    await this.take(await takeFiles(files, this.sitting, copied));
  }

  /** The corners are right. `more`: and another picture is to follow. */
  async use(quad: Quad, more: boolean): Promise<void> {
    const { value: view } = this.view;
    if (view.at !== 'corners') return;
    await this.make(view, { quad, turn: view.shot.shot.turn, kind: this.sitting.kind }, more);
  }

  /** In spite of what is wrong; the page carries it along. */
  async keepAnyway(): Promise<void> {
    const { value: view } = this.view;
    if (view.at !== 'fault') return;
    this.put({ at: 'wait', doing: 'making' });
    const marks = view.made.faults.map(({ kind }) => kind);
    await this.keep(view, view.made, view.options, view.more, [...new Set(marks)]);
  }

  async turnUpright(): Promise<void> {
    const { value: view } = this.view;
    if (view.at !== 'fault') return;
    const by = view.made.faults.find(({ turn }) => turn)?.turn ?? 180;
    await this.make(view, { ...view.options, turn: turned(view.options.turn, by) }, view.more);
  }

  /** The picture goes and another is taken; a page that was only looked at again stays. */
  async again(): Promise<void> {
    const { value: view } = this.view;
    if (!('shot' in view)) return;
    const { id, shot } = view.shot;
    if (!shot.page) await dropPictures(this.sitting.draft, (each) => each.id === id);
    this.put({ at: shot.page ? 'pages' : 'camera' });
  }

  async retry(): Promise<void> {
    const { value: view } = this.view;
    if (view.at === 'failed') await this.examine(view.shot, view.waiting);
  }

  /** Nothing can be made of it: the others that wait have their turn. */
  async drop(): Promise<void> {
    const { value: view } = this.view;
    if (view.at !== 'failed') return;
    const { id, shot } = view.shot;
    if (!shot.page) await dropPictures(this.sitting.draft, (each) => each.id === id);
    if (shot.page || !(await this.examineNext())) this.show(shot.page ? 'pages' : 'camera');
  }

  /** As it came, made small only: where the phone has no room for more, or no link for the rest. */
  async usePlain(shot: StoredShot, more = false): Promise<void> {
    this.put({ at: 'wait', doing: 'making' });
    try {
      await this.addMade(shot, await takePage(shot.blob), WHOLE, 0);
      await this.next(more);
    } catch (cause) {
      await this.fail(shot, cause);
    }
  }

  /** The next picture takes this page's place. */
  retake(page: PageRef): void {
    this.show('camera');
    this.sitting.replaces = page.id;
  }

  async correct(page: PageRef): Promise<void> {
    const shot = (await picturesOf(this.sitting.draft)).find((each) => each.shot.page === page.id);
    if (shot) await this.examine({ ...shot, shot: { ...shot.shot, replaces: page.id } }, 0);
  }

  /** Of the picture as it came where it is still here, else of the page itself. */
  async rotate(page: PageRef): Promise<void> {
    this.put({ at: 'wait', doing: 'making' });
    const shot = (await picturesOf(this.sitting.draft)).find((each) => each.shot.page === page.id);
    const blob = shot?.blob ?? (await bytesOf(page.id));
    const options: MakeOptions = { quad: shot?.shot.quad ?? WHOLE, turn: turned(shot?.shot.turn ?? 0, 90), kind: this.sitting.kind };
    try {
      if (!blob) throw new CaptureError('empty');
      const open = await studio();
      const { handle } = await open.look(blob);
      const made = await open.make(handle, options).finally(() => open.forget(handle));
      const turnedPage = await prepared(made.blob);
      // As it is now: the reader of cards may have asked whose it is while it was turned.
      const { marks, source, whose, asked } = openDraft.peek()?.pages.find(({ id }) => id === page.id) ?? page;
      const known = { ...(marks && { marks }), ...(source && { source }), ...(whose && { whose }), ...(asked && { asked }) };
      const id = await addPage(page.paper, { ...turnedPage, ...known }, page.id);
      if (id && shot) await noteShot(shot.id, { page: id, quad: options.quad, turn: options.turn });
    } catch (cause) {
      this.tell({ ...NOTHING, faults: [{ name: '', fault: isMissing(cause) ? 'not_here' : asFault(cause) }] });
    }
    this.put({ at: 'pages' });
  }

  private tell(notice: Notice): void {
    tell(this.sitting.paper, notice);
  }

  private put(view: View): void {
    if (!this.left) this.view.value = view;
  }

  private async examine(shot: StoredShot, waiting: number): Promise<void> {
    this.put({ at: 'wait', doing: 'looking' });
    try {
      const looked = await (await studio()).look(shot.blob);
      this.put({ at: 'corners', shot, looked, quad: shot.shot.quad ?? looked.quad, waiting });
    } catch (cause) {
      await this.failOrPlain(shot, cause);
    }
  }

  /** What looks for corners could not be fetched: no fault of the picture, which is used as it came. */
  private async failOrPlain(shot: StoredShot, cause: unknown, more = false): Promise<void> {
    if (!isMissing(cause)) return this.fail(shot, cause);
    const { notice } = told.peek();
    this.tell({ ...notice, plain: notice.plain + 1 });
    await this.usePlain(shot, more);
  }

  private async fail(shot: StoredShot, cause: unknown): Promise<void> {
    const { length } = (await waitingOf(this.sitting)).filter(({ id }) => id !== shot.id);
    this.put({ at: 'failed', shot, fault: asFault(cause), waiting: length });
  }

  private async make(seen: Seen, options: MakeOptions, more: boolean): Promise<void> {
    this.put({ at: 'wait', doing: 'making' });
    const { shot, looked } = seen;
    try {
      const made = await (await studio()).make(looked.handle, options);
      if (made.faults.length > 0) this.put({ at: 'fault', shot, looked, options, made, more });
      else await this.keep(seen, made, options, more, []);
    } catch (cause) {
      // The corners were work: they are there again at the next try.
      const { quad, turn } = options;
      await this.failOrPlain({ ...shot, shot: { ...shot.shot, quad, turn } }, cause, more);
    }
  }

  private async keep({ shot, looked }: Seen, made: Made, { quad, turn }: MakeOptions, more: boolean, marks: string[]): Promise<void> {
    try {
      await this.addMade(shot, await prepared(made.blob), quad, turn, marks);
      void studio().then((open) => open.forget(looked.handle));
      await this.next(more);
    } catch (cause) {
      await this.fail(shot, cause);
    }
  }

  private async addMade(shot: StoredShot, page: PreparedPage, quad: Quad, turn: Turn, marks: string[] = []): Promise<void> {
    const { replaces } = shot.shot;
    const id = await addPage(this.sitting.paper, { ...page, source: shot.sha256, ...(marks.length > 0 && { marks }) }, replaces);
    if (!id) throw new CaptureError('no_memory');
    // The page that went takes the picture it was made of along.
    if (replaces) await dropPictures(this.sitting.draft, (each) => each.shot.page === replaces && each.id !== shot.id);
    await noteShot(shot.id, { page: id, replaces: null, quad, turn });
    const { compare } = this.sitting;
    const draft = openDraft.peek();
    if (compare && draft) void askWhose(shot.blob, id, compare, draft);
  }

  private async take(notice: Notice): Promise<void> {
    this.tell(notice);
    if (await this.examineNext()) return;
    if (notice.faults.length + notice.twice.length === 0) this.sitting.onDone();
    else this.put({ at: this.sitting.start });
  }

  private async next(more: boolean): Promise<void> {
    if (await this.examineNext()) return;
    this.sitting.replaces = null;
    if (more) this.put({ at: 'camera' });
    else this.sitting.onDone();
  }

  private async examineNext(): Promise<boolean> {
    const [first, ...others] = await waitingOf(this.sitting);
    if (first) await this.examine(first, others.length);
    return first !== undefined;
  }
}

/** Of the chunk, or of the worker in it. */
const isMissing = (cause: unknown): boolean => !(cause instanceof CaptureError);

const turned = (turn: Turn, by: Turn): Turn => ((turn + by) % 360) as Turn;
