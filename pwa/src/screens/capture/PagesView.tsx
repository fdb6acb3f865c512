import { useEffect, useState } from 'preact/hooks';
import { movePage, removePage } from '../../actions/pages';
import { picturesOf, putBack, readForUndo, type TakenOut } from '../../actions/capture/shots';
import { Button } from '../../components/Button';
import { IconCamera, IconCheck, IconDown, IconPlus, IconTrash, IconUp } from '../../components/icons';
import { Screen } from '../../components/Screen';
import { type Draft, type PageRef, pagesOf } from '../../domain/draft';
import { paths } from '../../router/paths';
import { PageImage } from '../apply/PageImage';
import { IconCorners, IconTurn } from './icons';
import { NoticeBanner } from './NoticeBanner';
import { Marks } from './Advice';
import type { Session } from './session';
import { WhoseBanner } from './WhoseBanner';
import { t } from './words';

interface PagesViewProps {
  session: Session;
  draft: Draft;
  paper: string;
  name: string;
  /** Id of the page to begin with. */
  asked: string | undefined;
  onLeave: () => void;
}

/** The pages of one paper: one large, all small; everything that can be done with the large one. */
export function PagesView({ session, draft, paper, name, asked, onLeave }: PagesViewProps) {
  const pages = pagesOf(draft, paper);
  const [shown, setShown] = useState(() => Math.max(0, pages.findIndex(({ id }) => id === asked)));
  const [out, setOut] = useState<TakenOut | null>(null);
  const place = Math.min(shown, pages.length - 1);
  const page = pages[place];
  const move = (by: -1 | 1): void => {
    if (!page) return;
    setShown(place + by);
    void movePage(page.id, by);
  };
  const remove = async (): Promise<void> => {
    if (!page) return;
    setOut(await readForUndo(page));
    await removePage(page.id);
  };
  return (
    <Screen
      title={name}
      back={paths.home}
      onBack={onLeave}
      action={
        <>
          {out && (
            <div class="undo" role="status">
              <span>{t('removed')}</span>
              <Button
                kind="quiet"
                onClick={() => {
                  setOut(null);
                  void putBack(out);
                }}
              >
                {t('undo')}
              </Button>
            </div>
          )}
          <div class="ways">
            <Button kind="second" icon={IconPlus} onClick={() => session.show('camera')}>
              {t('more_short')}
            </Button>
            <Button icon={IconCheck} onClick={onLeave}>
              {t('done')}
            </Button>
          </div>
        </>
      }
    >
      <NoticeBanner paper={paper} />
      <WhoseBanner pages={pages} onAgain={(stranger) => session.retake(stranger)} />
      {pages.length > 1 && <Strip pages={pages} place={place} onShow={setShown} />}
      {page ? (
        <section class="one" aria-label={t('page', { page: place + 1, all: pages.length })}>
          <div class="one__picture">
            <PageImage page={page} />
          </div>
          <p class="one__say">
            <strong>{t('page', { page: place + 1, all: pages.length })}</strong>
            <span class="soft small">{page.sheets ? t('sheets', { n: page.sheets }) : t('size', { size: Math.max(1, Math.round(page.bytes / 1000)) })}</span>
          </p>
          <Marks kinds={page.marks ?? []} />
          {page.whose && <p class="soft">{t('whose_is', { name: page.whose })}</p>}
          <Tools key={page.id} session={session} page={page} first={place === 0} last={place === pages.length - 1} onMove={move} onRemove={() => void remove()} />
        </section>
      ) : (
        <p>{t('none')}</p>
      )}
    </Screen>
  );
}

function Strip({ pages, place, onShow }: { pages: PageRef[]; place: number; onShow: (place: number) => void }) {
  return (
    <ul class="strip" aria-label={t('order')}>
      {pages.map((each, index) => (
        <li key={each.id}>
          <button type="button" class="pages__one" aria-label={t('page', { page: index + 1, all: pages.length })} aria-current={index === place} onClick={() => onShow(index)}>
            <PageImage page={each} />
            <span class="pages__number">{index + 1}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

interface ToolsProps {
  session: Session;
  page: PageRef;
  first: boolean;
  last: boolean;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

function Tools({ session, page, first, last, onMove, onRemove }: ToolsProps) {
  const [original, setOriginal] = useState(false);
  useEffect(() => {
    const draft = session.draft;
    void picturesOf(draft).then((shots) => setOriginal(shots.some(({ shot }) => shot.page === page.id)));
  }, [page.id]);
  const picture = page.media_type !== 'application/pdf' && !page.at_server;
  return (
    <div class="tools">
      {!first && (
        <Button kind="second" icon={IconUp} onClick={() => onMove(-1)}>
          {t('earlier')}
        </Button>
      )}
      {!last && (
        <Button kind="second" icon={IconDown} onClick={() => onMove(1)}>
          {t('later')}
        </Button>
      )}
      {picture && (
        <Button kind="second" icon={IconTurn} onClick={() => void session.rotate(page)}>
          {t('rotate')}
        </Button>
      )}
      {original && (
        <Button kind="second" icon={IconCorners} onClick={() => void session.correct(page)}>
          {t('correct')}
        </Button>
      )}
      <Button kind="second" icon={IconCamera} onClick={() => session.retake(page)}>
        {t('again')}
      </Button>
      <Button kind="danger" icon={IconTrash} onClick={onRemove}>
        {t('remove')}
      </Button>
    </div>
  );
}
