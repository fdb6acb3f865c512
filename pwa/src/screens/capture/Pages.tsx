import './capture.css';
import { useEffect, useState } from 'preact/hooks';
import { dropPictures, sharedPictures } from '../../actions/capture/shots';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconCamera, IconWarning } from '../../components/icons';
import { type Draft, pagesOf } from '../../domain/draft';
import { paths } from '../../router/paths';
import { go, path } from '../../state/navigation';
import { PageImage } from '../apply/PageImage';
import { CopiesNote } from './CopiesNote';
import { NoticeBanner } from './NoticeBanner';
import { PickButton } from './PickButton';
import { stopStudio, studio } from './studio';
import { takeFiles, tell, waitingOf } from './taking';
import { WhoseBanner } from './WhoseBanner';
import { t } from './words';

interface PagesProps {
  draft: Draft;
  paper: string;
  name: string;
}

/** One paper among the others of a form: its pages, small, and the ways to more of them. */
export function Pages({ draft, paper, name }: PagesProps) {
  const pages = pagesOf(draft, paper);
  const [busy, setBusy] = useState(false);
  const { waiting, shared } = useWaiting(draft, paper);
  const pick = async (files: File[]): Promise<void> => {
    setBusy(true);
    tell(paper, await takeFiles(files, { draft: draft.id, paper, replaces: null }, false));
    setBusy(false);
    if ((await waitingOf({ draft: draft.id, paper })).length > 0) go(paths.capture(draft.id, paper));
  };
  return (
    <div class="stack">
      {pages.length > 0 && (
        <ul class="pages">
          {pages.map((each, index) => (
            <li key={each.id}>
              <a class="pages__one" href={`${paths.capture(draft.id, paper)}?xem=${each.id}`} aria-label={t('see', { page: index + 1, paper: name })}>
                <PageImage page={each} />
                <span class="pages__number">{index + 1}</span>
                {each.marks && (
                  <span class="pages__mark">
                    <IconWarning />
                  </span>
                )}
              </a>
            </li>
          ))}
        </ul>
      )}
      <NoticeBanner paper={paper} />
      <WhoseBanner pages={pages} onAgain={({ id }) => go(`${paths.capture(draft.id, paper)}?xem=${id}`)} />
      {waiting > 0 && (
        <Banner kind="warning" title={t('unseen', { n: waiting })}>
          <a href={paths.capture(draft.id, paper)}>{t('go_on')}</a>
        </Banner>
      )}
      <div class="ways">
        <Button kind={pages.length > 0 ? 'second' : 'primary'} icon={IconCamera} href={paths.capture(draft.id, paper)}>
          {t(pages.length > 0 ? 'more' : 'shoot')}
        </Button>
        <PickButton onPick={(files) => void pick(files)} busy={busy} label={t('pick')} look="button button--second" />
      </div>
      {shared > 0 && (
        <Button kind="second" href={`${paths.capture(draft.id, paper)}?nhan=1`}>
          {t('claim', { n: shared })}
        </Button>
      )}
      <CopiesNote of={(copy) => copy.draft === draft.id && copy.paper === paper} />
    </div>
  );
}

/** Pictures of this paper whose corners nobody has seen, and those from other apps that belong to nothing yet. */
function useWaiting({ id, updated_at }: Draft, paper: string): { waiting: number; shared: number } {
  const [counts, setCounts] = useState({ waiting: 0, shared: 0 });
  useEffect(() => {
    let left = false;
    void Promise.all([waitingOf({ draft: id, paper }), sharedPictures()]).then(([waiting, shared]) => {
      if (!left) setCounts({ waiting: waiting.length, shared: shared.length });
    });
    return () => {
      left = true;
    };
  }, [id, paper, updated_at]);
  // Whoever goes on to the next step is content: the pictures as they came may go.
  useEffect(() => {
    const here = path.peek();
    // What makes pages is kept by the worker from now on, even if the first picture is taken without a link.
    void studio().catch(() => undefined);
    return () => {
      const to = path.peek();
      if (to === here || to.startsWith(paths.capture(id, ''))) return;
      stopStudio();
      void dropPictures(id, ({ shot }) => shot.page !== null);
    };
  }, [id]);
  return counts;
}
