import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { removePage } from '../../actions/pages';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconTrash } from '../../components/icons';
import { PersonBar } from '../../components/PersonBar';
import { Sheet } from '../../components/Sheet';
import { type Draft, pagesOf } from '../../domain/draft';
import { PageImage } from './PageImage';
import { TakeButton, type TakeFault } from './TakeButton';
import { t } from './words';

interface PaperPagesProps {
  draft: Draft;
  paper: string;
  name: string;
}

/**
 * The pages of one paper. The camera with everything about it comes in a file of its own; until that is
 * here, or where no link brings it, the phone's own camera app and a plain list do.
 */
export function PaperPages(props: PaperPagesProps) {
  const [Whole, setWhole] = useState<ComponentType<PaperPagesProps> | null>(null);
  // A file chooser that is open answers to the button that opened it: nothing takes its place then.
  const [touched, setTouched] = useState(false);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    // The build takes a second argument of `then` along into what it loads: there it never hears of a lost style sheet.
    import('../capture').then((m) => setWhole(() => m.Pages)).catch(() => setFailed(true));
  }, []);
  if (Whole && !touched) return <Whole {...props} />;
  return (
    <div class={failed ? 'plain' : 'plain plain--for-now'} onClick={() => setTouched(true)}>
      <Plain {...props} />
    </div>
  );
}

function Plain({ draft, paper, name }: PaperPagesProps) {
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
          actions={
            <>
              <TakeButton paper={paper} replaces={page.id} camera main label={t('page.retake')} onFault={setFault} onDone={() => setOpen(null)} />
              <Button
                kind="quiet"
                icon={IconTrash}
                onClick={() => {
                  setOpen(null);
                  void removePage(page.id);
                }}
              >
                {t('page.remove')}
              </Button>
            </>
          }
        >
          <PersonBar />
          <div class="page-large">
            <PageImage page={page} />
          </div>
        </Sheet>
      )}
    </div>
  );
}
