import './capture.css';
import { useEffect, useMemo } from 'preact/hooks';
import { Screen } from '../../components/Screen';
import { Skeleton } from '../../components/Skeleton';
import type { Draft } from '../../domain/draft';
import { FREE_PAPER } from '../../domain/payload';
import type { ProcedureDetail } from '../../domain/procedure';
import { paths, type ScreenProps } from '../../router/paths';
import { goBack, query } from '../../state/navigation';
import { closeDraft, draftMissing, openDraft, showDraft } from '../../state/open-draft';
import { openShelf } from '../../state/shelf';
import { useDetail } from '../apply/useDetail';
import { CameraView } from './CameraView';
import { CornersView } from './CornersView';
import { FailedView, FaultView } from './FaultView';
import { PagesView } from './PagesView';
import { Session } from './session';
import { t } from './words';

/** `/chup/:draft/:paper`: photographing one paper, from the first picture to the last page. */
export function CaptureScreen({ params }: ScreenProps) {
  const id = params.draft ?? '';
  const paper = params.paper ?? FREE_PAPER;
  const draft = openDraft.value?.id === id ? openDraft.value : null;
  const loaded = useDetail(draft);
  const gone = draftMissing.value && !draft;
  useEffect(() => {
    void openShelf();
    void showDraft(id);
    return closeDraft;
  }, [id]);
  useEffect(() => {
    if (gone) goBack(paths.dossiers);
  }, [gone]);
  if (!draft || !loaded) {
    return (
      <Screen title={t('title')} back={paths.apply(id)}>
        <Skeleton lines={4} />
      </Screen>
    );
  }
  const detail = 'data' in loaded ? loaded.data : null;
  return <Sitting key={paper} draft={draft} paper={paper} detail={detail} {...aboutPaper(detail, draft, paper)} />;
}

interface SittingProps {
  draft: Draft;
  paper: string;
  name: string;
  card: boolean;
  detail: ProcedureDetail | null;
}

/** What the paper is called, and whether it is a card. */
function aboutPaper(detail: ProcedureDetail | null, { supplement }: Draft, key: string): { name: string; card: boolean } {
  const known = detail?.papers.find((paper) => paper.key === key);
  const asked = supplement?.papers.find(({ paper }) => paper === key);
  return { name: asked?.name ?? known?.name ?? t('other'), card: known?.picture === 'id_card' };
}

function Sitting({ draft, paper, name, card, detail }: SittingProps) {
  const leave = (): void => goBack(paths.apply(draft.id));
  const session = useMemo(() => {
    const start = query.peek().xem ? 'pages' : 'camera';
    return new Session({ draft: draft.id, paper, replaces: null, kind: card ? 'card' : 'auto', start, compare: card ? detail : null, onDone: leave });
  }, []);
  useEffect(() => {
    void session.begin('nhan' in query.peek());
    return () => session.end();
  }, []);
  const view = session.view.value;
  const own = { session, name };
  switch (view.at) {
    case 'camera':
      return <CameraView {...own} draft={draft} paper={paper} card={card} onLeave={leave} />;
    case 'pages':
      return <PagesView {...own} draft={draft} paper={paper} asked={query.peek().xem} onLeave={leave} />;
    case 'corners':
      return <CornersView key={view.shot.id} {...own} view={view} />;
    case 'fault':
      return <FaultView {...own} view={view} />;
    case 'failed':
      return <FailedView {...own} view={view} onLeave={leave} />;
    case 'wait':
      return <Waiting name={name} doing={view.doing} onLeave={leave} />;
  }
}

function Waiting({ name, doing, onLeave }: { name: string; doing: 'looking' | 'making'; onLeave: () => void }) {
  return (
    <Screen title={name} back={paths.home} onBack={onLeave}>
      <div class="wait" role="status">
        <span class="spinner" />
        <p>{t(doing)}</p>
      </div>
    </Screen>
  );
}
