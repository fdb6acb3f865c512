// @vitest-environment node
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { dropPictures, keepPicture, picturesOf, putBack, readForUndo } from '../../src/actions/capture/shots';
import { movePage, removePage } from '../../src/actions/pages';
import { CaptureError } from '../../src/capture/fault';
import { type Fault, type Made, type Quad, WHOLE } from '../../src/capture/protocol';
import { newDraft } from '../../src/domain/draft';
import { copies, forgetCopies } from '../../src/screens/capture/copies';
import { StudioMissing } from '../../src/capture/studio';
import { Session } from '../../src/screens/capture/session';
import { takeFiles, told } from '../../src/screens/capture/taking';
import { openDraft, putOpenDraft } from '../../src/state/open-draft';
import { dropDatabase } from '../../src/storage/database';
import { putDraft } from '../../src/storage/drafts';
import { getPage, keepShot, SHARED } from '../../src/storage/pages';

const DRAFT = 'd1';
const PAPER = 'giay';

/** A worker that answers at once; `faults` are what it finds wrong with the next page. */
const worker = { faults: [] as Fault[], looks: [] as Blob[], look: vi.fn(), make: vi.fn(), forget: vi.fn(), close: vi.fn() };
vi.mock('../../src/screens/capture/whose', () => ({ askWhose: vi.fn() }));
vi.mock('../../src/screens/capture/studio', () => ({ studio: () => Promise.resolve(worker), stopStudio: () => worker.close() as void }));

const picture = (text: string): File => new File([`\xff\xd8\xff${text}`].map((each) => Uint8Array.from(each, (letter) => letter.charCodeAt(0))), `${text}.jpg`, { type: 'image/jpeg' });

function session(onDone = vi.fn()): Session {
  return new Session({ draft: DRAFT, paper: PAPER, replaces: null, kind: 'auto', start: 'camera', compare: null, onDone });
}

const pages = () => openDraft.peek()?.pages ?? [];

const kept = new Map<string, string>();

/** A browser that can make a page by itself alone. */
function withPlainWay(): void {
  vi.stubGlobal('createImageBitmap', () => Promise.resolve({ width: 30, height: 40, close: () => undefined }));
  class Canvas {
    getContext = () => ({ fillRect: () => undefined, drawImage: () => undefined });
    convertToBlob = () => Promise.resolve(new Blob(['plain'], { type: 'image/webp' }));
  }
  vi.stubGlobal('OffscreenCanvas', Canvas);
}

beforeEach(async () => {
  kept.clear();
  for (const name of ['createImageBitmap', 'OffscreenCanvas']) vi.stubGlobal(name, undefined);
  vi.stubGlobal('localStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, text: string) => kept.set(key, text) });
  await dropDatabase();
  const draft = newDraft({ id: DRAFT, account: null, procedure: '1', version: 1, procedure_name: '', agency: '', kind: 'form' }, 1);
  await putDraft(draft);
  putOpenDraft(draft);
  let made = 0;
  worker.faults = [];
  worker.look.mockImplementation((blob: Blob) => Promise.resolve({ handle: 1, width: 3, height: 4, preview: blob, quad: WHOLE, found: true, confidence: 1 }));
  worker.make.mockImplementation((): Promise<Made> => {
    made += 1;
    return Promise.resolve({ blob: new Blob([`page ${made}`], { type: 'image/webp' }), media_type: 'image/webp', width: 3, height: 4, kind: 'page', colour: false, faults: worker.faults });
  });
});
afterEach(() => vi.clearAllMocks());

describe('a picture on its way to a page', () => {
  /** Seen failing with the picture kept only once its corners were agreed to (keepPicture after use). */
  test('it lies in the storage before its corners are shown, and waits there for the next time', async () => {
    await session().shoot(picture('one'));
    expect((await picturesOf(DRAFT)).map(({ shot }) => shot.page)).toEqual([null]);
    const again = session();
    await again.begin(false);
    expect(again.view.value).toMatchObject({ at: 'corners' });
  });

  test('agreed to, it is a page; the picture as it came stays beside it', async () => {
    const done = vi.fn();
    const sitting = session(done);
    await sitting.shoot(picture('one'));
    await sitting.use(WHOLE, false);
    expect(done).toHaveBeenCalled();
    const [page] = pages();
    expect(page).toMatchObject({ paper: PAPER, media_type: 'image/webp' });
    expect(page).not.toHaveProperty('marks');
    expect(await picturesOf(DRAFT)).toMatchObject([{ shot: { page: page?.id, quad: WHOLE } }]);
    expect(worker.forget).toHaveBeenCalledWith(1);
  });

  test('what is wrong is said first; kept anyway, the page carries it along', async () => {
    worker.faults = [{ kind: 'blurred' }, { kind: 'dark' }];
    const sitting = session();
    await sitting.shoot(picture('one'));
    await sitting.use(WHOLE, true);
    expect(sitting.view.value).toMatchObject({ at: 'fault' });
    expect(pages()).toHaveLength(0);
    await sitting.keepAnyway();
    expect(pages()).toMatchObject([{ marks: ['blurred', 'dark'] }]);
    expect(sitting.view.value).toEqual({ at: 'camera' });
  });

  test('taken again, the bad one leaves nothing behind', async () => {
    worker.faults = [{ kind: 'blurred' }];
    const sitting = session();
    await sitting.shoot(picture('one'));
    await sitting.use(WHOLE, false);
    await sitting.again();
    expect(await picturesOf(DRAFT)).toEqual([]);
    expect(sitting.view.value).toEqual({ at: 'camera' });
  });

  test('one tap turns what stands on its head', async () => {
    worker.faults = [{ kind: 'upside_down', turn: 180 }];
    const sitting = session();
    await sitting.shoot(picture('one'));
    await sitting.use(WHOLE, false);
    worker.faults = [];
    await sitting.turnUpright();
    expect(worker.make).toHaveBeenLastCalledWith(1, expect.objectContaining({ turn: 180 }));
    expect(pages()).toHaveLength(1);
  });

  test('a page taken again stands where the first one stood, and takes its picture along', async () => {
    const sitting = session();
    for (const name of ['one', 'two']) {
      await sitting.shoot(picture(name));
      await sitting.use(WHOLE, true);
    }
    const [first, second] = pages();
    if (!first) throw new Error('no page');
    sitting.retake(first);
    await sitting.shoot(picture('better'));
    await sitting.use(WHOLE, false);
    expect(pages()[0]?.id).not.toBe(first.id);
    expect(pages()[1]).toEqual(second);
    expect(await picturesOf(DRAFT)).toHaveLength(2);
  });

  /** Seen failing with every fault taken for the picture's own: without a link nothing could be kept. */
  test('where what looks for corners cannot be fetched the plain way is gone', async () => {
    vi.stubGlobal('createImageBitmap', () => Promise.reject(new Error('not in this test')));
    worker.look.mockRejectedValue(new TypeError('engine.js cannot be fetched'));
    const sitting = session();
    await sitting.shoot(picture('one'));
    // The plain way was tried: it is the one that found no picture in these bytes.
    expect(sitting.view.value).toMatchObject({ at: 'failed', fault: 'not_a_page' });
  });

  test('a worker that is not on the phone, at once or between two questions: plain pages, and it is said', async () => {
    withPlainWay();
    const sitting = session();
    worker.look.mockRejectedValueOnce(new StudioMissing());
    await sitting.shoot(picture('one'));
    expect(pages()).toMatchObject([{ media_type: 'image/webp' }]);
    expect(told.value.notice).toMatchObject({ plain: 1, faults: [] });
    await sitting.shoot(picture('two'));
    worker.make.mockRejectedValueOnce(new StudioMissing());
    // Seen failing with every end of `make` shown as want of memory.
    await sitting.use(WHOLE, true);
    expect(pages()).toHaveLength(2);
    expect(sitting.view.value).toEqual({ at: 'camera' });
  });

  test('turning a page without the worker names the link, not the memory', async () => {
    const sitting = session();
    await sitting.shoot(picture('one'));
    await sitting.use(WHOLE, false);
    worker.look.mockRejectedValueOnce(new StudioMissing());
    const before = pages();
    await sitting.rotate(before[0]!);
    expect(told.value.notice.faults).toEqual([{ name: '', fault: 'not_here' }]);
    expect(pages()).toEqual(before);
  });

  test('no memory: the text, the other pages and the picture stay', async () => {
    const sitting = session();
    await sitting.shoot(picture('one'));
    await sitting.use(WHOLE, true);
    worker.look.mockRejectedValue(new CaptureError('no_memory'));
    await sitting.shoot(picture('two'));
    expect(sitting.view.value).toMatchObject({ at: 'failed', fault: 'no_memory' });
    expect(pages()).toHaveLength(1);
    expect(await picturesOf(DRAFT)).toHaveLength(2);
  });

  /** Seen failing with the failed screen's own way to the camera: the third picture waited unseen. */
  test('no memory in the middle of three: the others have their turn, and the corners that were drawn are kept', async () => {
    const done = vi.fn();
    const sitting = session(done);
    await sitting.pick([picture('one'), picture('two'), picture('three')], false);
    await sitting.use(WHOLE, false);
    worker.make.mockRejectedValueOnce(new CaptureError('no_memory'));
    const drawn = WHOLE.map(({ x, y }) => ({ x: x * 0.9, y })) as unknown as Quad;
    await sitting.use(drawn, false);
    expect(sitting.view.value).toMatchObject({ at: 'failed', fault: 'no_memory', waiting: 1 });
    await sitting.retry();
    expect(sitting.view.value).toMatchObject({ at: 'corners', quad: drawn, waiting: 1 });
    worker.make.mockRejectedValueOnce(new CaptureError('no_memory'));
    await sitting.use(drawn, false);
    await sitting.drop();
    expect(sitting.view.value).toMatchObject({ at: 'corners', waiting: 0 });
    await sitting.use(WHOLE, false);
    expect(pages()).toHaveLength(2);
    expect(done).toHaveBeenCalledOnce();
  });
});

describe('several files at once', () => {
  const place = { draft: DRAFT, paper: PAPER, replaces: null };

  /** Seen failing without numberOf: the same photograph twice made two pages. */
  test('the same picture twice is one, and that is said', async () => {
    const sitting = session();
    await sitting.pick([picture('one'), picture('two'), picture('one')], false);
    expect(told.value.notice.twice).toEqual([1]);
    await sitting.use(WHOLE, false);
    await sitting.use(WHOLE, false);
    expect(pages()).toHaveLength(2);
    const notice = await takeFiles([picture('two')], place, false);
    expect(notice.twice).toEqual([2]);
  });

  test('one that is no page stops none of the others', async () => {
    const film = new File([Uint8Array.from('\0\0\0\x20ftypisom', (letter) => letter.charCodeAt(0))], 'phim.mp4');
    const pdf = new File(['%PDF-1.4 <</Type/Pages/Count 2>>'], 'giay.pdf');
    const notice = await takeFiles([film, new File([], 'trong.jpg'), pdf, picture('one')], place, false);
    expect(notice.faults).toEqual([
      { name: 'phim.mp4', fault: 'video' },
      { name: 'trong.jpg', fault: 'empty' },
    ]);
    expect(pages()).toMatchObject([{ media_type: 'application/pdf', sheets: 2 }]);
    expect(await picturesOf(DRAFT)).toHaveLength(1);
  });

  test('of the camera app it is kept which pictures lie in the gallery, and from when', async () => {
    const file = new File([picture('one')], 'x.jpg', { lastModified: 1_700_000_000_000 });
    const film = new File(['\0\0\0\x20ftypisom'], 'phim.mp4', { lastModified: 1_700_000_060_000 });
    await takeFiles([file, film], place, true);
    await takeFiles([picture('chosen')], place, false);
    const there = [1_700_000_000_000, 1_700_000_060_000].map((at) => ({ draft: DRAFT, paper: PAPER, at }));
    expect(copies.value).toEqual(there);
    // Seen failing with the note kept beside the picture: it went with the step, the copies did not.
    await dropPictures(DRAFT, () => true);
    expect(copies.value).toEqual(there);
    expect(JSON.parse(kept.get('motcua.copies') ?? '')).toEqual(there);
    forgetCopies(copies.value);
    expect(copies.value).toEqual([]);
    expect(kept.get('motcua.copies')).toBe('[]');
  });

  test('what another app handed over goes to the paper that is chosen for it', async () => {
    const shot = { paper: null, page: null, replaces: null, at: Date.now(), quad: null, turn: 0 as const };
    await keepShot({ id: 's1', draft: SHARED, blob: picture('shared'), sha256: '', shot });
    await keepShot({ id: 's0', draft: SHARED, blob: picture('old'), sha256: '', shot: { ...shot, at: 1 } });
    const sitting = session();
    await sitting.begin(true);
    expect(sitting.view.value).toMatchObject({ at: 'corners', waiting: 0 });
    expect(await picturesOf(SHARED)).toEqual([]);
    expect(await picturesOf(DRAFT)).toHaveLength(1);
  });
});

describe('the pages of a paper', () => {
  async function threePages(): Promise<string[]> {
    const sitting = session();
    for (const name of ['one', 'two', 'three']) {
      await sitting.shoot(picture(name));
      await sitting.use(WHOLE, true);
    }
    return pages().map(({ id }) => id);
  }

  test('they change places', async () => {
    const [one, two, three] = await threePages();
    await movePage(two!, -1);
    expect(pages().map(({ id }) => id)).toEqual([two, one, three]);
    await movePage(two!, -1);
    expect(pages().map(({ id }) => id)).toEqual([two, one, three]);
  });

  /** Seen failing with the place alone put back: the page stood there without its bytes. */
  test('one that was removed comes back where it was, with its bytes', async () => {
    const ids = await threePages();
    const second = pages()[1]!;
    const out = await readForUndo(second);
    await removePage(second.id);
    expect(pages()).toHaveLength(2);
    expect(await getPage(second.id)).toBeUndefined();
    await putBack(out);
    expect(pages().map(({ id }) => id)).toEqual(ids);
    expect(await (await getPage(second.id))?.blob.text()).toBe('page 2');
  });

  test('turned, it is made again of the picture as it came', async () => {
    await threePages();
    const sitting = session();
    const [first] = pages();
    await sitting.rotate(first!);
    expect(worker.make).toHaveBeenLastCalledWith(1, expect.objectContaining({ turn: 90, quad: WHOLE }));
    expect(pages()).toHaveLength(3);
    expect(pages()[0]?.id).not.toBe(first?.id);
    await sitting.rotate(pages()[0]!);
    expect(worker.make).toHaveBeenLastCalledWith(1, expect.objectContaining({ turn: 180 }));
  });

  test('a question that came while a page was turned goes along with it', async () => {
    // Seen failing with the page as it was when the turning began.
    await threePages();
    const [first] = pages(), asked = { name: 'Lò Thị Hoa', people: [] };
    worker.look.mockImplementationOnce((blob: Blob) => {
      const draft = openDraft.peek()!;
      putOpenDraft({ ...draft, pages: draft.pages.map((page) => (page.id === first!.id ? { ...page, asked } : page)) });
      return Promise.resolve({ handle: 1, width: 3, height: 4, preview: blob, quad: WHOLE, found: true, confidence: 1 });
    });
    await session().rotate(first!);
    expect(pages()[0]).toMatchObject({ asked });
    expect(pages()[0]?.id).not.toBe(first?.id);
  });

  test('content with all of it, the pictures as they came go; what nobody has seen stays', async () => {
    await threePages();
    await keepPicture(DRAFT, picture('unseen'), 'x', { paper: PAPER });
    await dropPictures(DRAFT, ({ shot }) => shot.page !== null);
    expect(await picturesOf(DRAFT)).toMatchObject([{ shot: { page: null } }]);
  });
});
