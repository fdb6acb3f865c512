import { useEffect } from 'preact/hooks';
import { Button } from '../../components/Button';
import { EmptyState } from '../../components/EmptyState';
import { Skeleton } from '../../components/Skeleton';
import { common } from '../../words/common';
import { useTitle } from '../parts/useTitle';
import { dossier, lookForNewer, openOnDesk, opening, sendKeptReviews } from '../state/dossier';
import { deskPaths } from '../state/paths';
import { isAttended } from '../state/worklist';
import { td } from '../words';
import { ActPanel } from './ActPanel';
import { Head } from './Head';
import { Info } from './Info';
import { showForm, shownForm } from './shown-form';
import { Viewer } from './Viewer';

const LOOK_MS = 30_000;

/** A dossier beside its pages: the papers at the left, what it says and what to do at the right. */
export function DossierScreen({ id }: { id: string }) {
  const open = dossier.value?.id === id ? dossier.value : null;
  useTitle(open ? `${open.owner_name} · ${open.slip ?? ''}` : td('title'));
  useEffect(() => {
    showForm(null);
    void openOnDesk(id);
    const look = (): void => {
      if (isAttended()) void lookForNewer();
      void sendKeptReviews();
    };
    const timer = setInterval(look, LOOK_MS);
    addEventListener('online', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      removeEventListener('online', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [id]);
  if (!open) return <NotOpen id={id} />;
  const action = shownForm.value;
  return (
    <main class="case" id="main" tabIndex={-1}>
      <Head dossier={open} />
      <Viewer dossier={open} />
      <div class="case__side">
        {action ? <ActPanel key={`${open.id}.${action}`} dossier={open} action={action} /> : <Info dossier={open} />}
      </div>
    </main>
  );
}

export function NotOpen({ id }: { id: string }) {
  const why = opening.value;
  return (
    <main class="page" id="main" tabIndex={-1}>
      {why !== 'no_link' && why !== 'not_found' ? (
        <Skeleton lines={6} />
      ) : (
        <EmptyState picture="mountains" title={td(`errors.${why}`)} text={td(`errors.${why}_hint`)}>
          {why === 'no_link' && <Button onClick={() => void openOnDesk(id)}>{common('retry')}</Button>}
          <Button kind="second" href={deskPaths.list()}>
            {td('to_list')}
          </Button>
        </EmptyState>
      )}
    </main>
  );
}
