import { useState } from 'preact/hooks';
import { movePage, removePage } from '../../actions/pages';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconDown, IconPaper, IconTrash, IconUp } from '../../components/icons';
import { PersonBar } from '../../components/PersonBar';
import { Sheet } from '../../components/Sheet';
import { type Draft, type PageRef, pagesOf } from '../../domain/draft';
import { usePageImage } from '../../state/page-images';
import { TakeButton, type TakeFault } from './TakeButton';
import { t } from './words';

interface PaperPagesProps {
  draft: Draft;
  paper: string;
  name: string;
}

/** The pages of one paper: take, see large, retake, put in order, remove. */
export function PaperPages({ draft, paper, name }: PaperPagesProps) {
  const [fault, setFault] = useState<TakeFault | null>(null);
  const [open, setOpen] = useState<string | null>(null);
  const pages = pagesOf(draft, paper);
  const shown = pages.findIndex((page) => page.id === open);
  const page = pages[shown];
  return (
    <div class="stack">
      {pages.length > 0 && (
        <ul class="pages">
          {pages.map((each, index) => (
            <li key={each.id}>
              <button
                type="button"
                class="pages__one"
                aria-label={t('papers.see', { page: index + 1, paper: name })}
                onClick={() => setOpen(each.id)}
              >
                <PageImage page={each} />
                <span class="pages__number">{index + 1}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {fault && <Banner kind="bad" alert title={t(`capture.${fault}`)} />}
      <div class="row">
        <TakeButton paper={paper} camera main={pages.length === 0} label={t(pages.length > 0 ? 'papers.more' : 'papers.take')} onFault={setFault} />
        <TakeButton paper={paper} camera={false} label={t('papers.pick')} onFault={setFault} />
      </div>
      {page && (
        <Sheet
          title={t('page.title', { paper: name, page: shown + 1 })}
          onClose={() => setOpen(null)}
          actions={<PageTools page={page} first={shown === 0} last={shown === pages.length - 1} onFault={setFault} onClose={() => setOpen(null)} />}
        >
          <PersonBar />
          <div class="page-large">
            <PageImage page={page} />
          </div>
          <p class="soft small">{t('page.size', { size: Math.max(1, Math.round(page.bytes / 1000)) })}</p>
        </Sheet>
      )}
    </div>
  );
}

interface PageToolsProps {
  page: PageRef;
  first: boolean;
  last: boolean;
  onFault: (fault: TakeFault | null) => void;
  onClose: () => void;
}

function PageTools({ page, first, last, onFault, onClose }: PageToolsProps) {
  return (
    <>
      <TakeButton paper={page.paper} replaces={page.id} camera main label={t('page.retake')} onFault={onFault} onDone={onClose} />
      <div class="row">
        {!first && (
          <Button kind="second" icon={IconUp} onClick={() => void movePage(page.id, -1)}>
            {t('page.earlier')}
          </Button>
        )}
        {!last && (
          <Button kind="second" icon={IconDown} onClick={() => void movePage(page.id, 1)}>
            {t('page.later')}
          </Button>
        )}
      </div>
      <Button
        kind="quiet"
        icon={IconTrash}
        onClick={() => {
          onClose();
          void removePage(page.id);
        }}
      >
        {t('page.remove')}
      </Button>
    </>
  );
}

/** A page already at the commune has no bytes here any more; a PDF has no picture. */
function PageImage({ page }: { page: PageRef }) {
  const address = usePageImage(page);
  const [broken, setBroken] = useState(false);
  if (page.media_type === 'application/pdf') return <Note text={t('page.pdf')} />;
  if (address === null || broken) return <Note text={t('page.kept_there')} />;
  return address ? <img src={address} alt="" onError={() => setBroken(true)} /> : <span class="pages__wait" />;
}

function Note({ text }: { text: string }) {
  return (
    <span class="pages__note">
      <IconPaper />
      <span>{text}</span>
    </span>
  );
}
