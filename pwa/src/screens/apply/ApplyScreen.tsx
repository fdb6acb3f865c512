import { useEffect } from 'preact/hooks';
import { rememberStep } from '../../actions/editDraft';
import { Button } from '../../components/Button';
import { EmptyState } from '../../components/EmptyState';
import { Screen } from '../../components/Screen';
import { Skeleton } from '../../components/Skeleton';
import type { Draft } from '../../domain/draft';
import { mayCost, type ProcedureDetail } from '../../domain/procedure';
import { paths, type ScreenProps } from '../../router/paths';
import { go, goBack, query } from '../../state/navigation';
import { closeDraft, draftMissing, openDraft, showDraft } from '../../state/open-draft';
import { loadRates } from '../../state/places';
import { openShelf } from '../../state/shelf';
import { type Step, stepsOf } from './steps';
import type { StepWay } from './StepFrame';
import { CallStep, NeedStep, PhotosStep } from './steps/assistance';
import { CheckStep } from './steps/CheckStep';
import { EligibilityStep } from './steps/EligibilityStep';
import { ExtraStep } from './steps/ExtraStep';
import { PapersStep } from './steps/PapersStep';
import { ResultStep } from './steps/ResultStep';
import { SectionStep } from './steps/SectionStep';
import { WhoStep } from './steps/WhoStep';
import { beforeForm } from '../in-app/before';
import { useDetail } from './useDetail';
import { t } from './words';

/** Filling a dossier: `/lam/:draft/:step`. The address says which page; the draft says the rest. */
export const ApplyScreen = beforeForm(function Apply({ params }: ScreenProps) {
  const id = params.draft ?? '';
  const draft = openDraft.value?.id === id ? openDraft.value : null;
  const loaded = useDetail(draft);
  useEffect(() => {
    void openShelf();
    void showDraft(id);
    return closeDraft;
  }, [id]);
  if (draftMissing.value && !draft) return <Missing />;
  if (!draft || !loaded) {
    return (
      <Screen title={t('start.opening')} back={paths.home}>
        <Skeleton lines={4} />
      </Screen>
    );
  }
  const detail = 'data' in loaded ? loaded.data : null;
  if (!detail && draft.kind === 'form' && !draft.supplement) return <NoDetail />;
  return <Steps key={id} draft={draft} detail={detail} asked={params.step} />;
});

interface StepsProps {
  draft: Draft;
  detail: ProcedureDetail | null;
  asked: string | undefined;
}

function Steps({ draft, detail, asked }: StepsProps) {
  const wanted = asked ?? draft.step;
  const steps = stepsOf(detail, draft).filter(({ id }) => id === wanted || !draft.skip?.includes(id));
  const found = steps.findIndex((step) => step.id === wanted);
  const place = Math.max(0, found);
  const step = steps[place];
  const id = step?.id ?? '';
  useEffect(() => {
    void rememberStep(id);
    if (asked !== id) go(paths.apply(draft.id, id), { replace: true });
  }, [id, asked]);
  // While there is a link: the last step may be read where there is none.
  useEffect(() => {
    if (draft.kind === 'form' && mayCost(detail)) void loadRates(draft.agency);
  }, [draft.agency, detail]);
  if (!step) return null;
  const before = steps[place - 1];
  const again = query.value.lai === '1';
  const after = steps[place + 1];
  const way: StepWay = {
    now: place + 1,
    all: steps.length,
    again,
    onNext: () => {
      if (again) goBack(paths.apply(draft.id, steps.at(-1)?.id));
      else if (after) go(paths.apply(draft.id, after.id));
    },
    ...(before && !again ? { onBack: () => go(paths.apply(draft.id, before.id)) } : {}),
  };
  return <Page key={step.id} step={step} draft={draft} detail={detail} way={way} />;
}

interface PageProps {
  step: Step;
  draft: Draft;
  detail: ProcedureDetail | null;
  way: StepWay;
}

function Page({ step, draft, detail, way }: PageProps) {
  switch (step.kind) {
    case 'who':
      return <WhoStep draft={draft} detail={detail} way={way} />;
    case 'section':
      return <SectionStep draft={draft} detail={detail} section={step.section} way={way} />;
    case 'need':
      return <NeedStep draft={draft} way={way} />;
    case 'photos':
      return <PhotosStep draft={draft} way={way} />;
    case 'call':
      return <CallStep draft={draft} way={way} />;
    case 'extra':
      return <ExtraStep draft={draft} detail={detail} way={way} />;
    case 'result':
      return <ResultStep draft={draft} detail={detail} way={way} />;
    case 'check':
      return <CheckStep draft={draft} detail={detail} way={way} />;
    case 'eligibility':
      return detail && <EligibilityStep draft={draft} detail={detail} way={way} />;
    case 'papers':
      return detail && <PapersStep draft={draft} detail={detail} way={way} />;
  }
}

function Missing() {
  return (
    <Screen title={t('missing.title')} back={paths.home}>
      <EmptyState picture="path" title={t('missing.title')} text={t('missing.text')}>
        <Button href={paths.dossiers}>{t('missing.go')}</Button>
      </EmptyState>
    </Screen>
  );
}

function NoDetail() {
  return (
    <Screen title={t('start.no_link')} back={paths.home}>
      <EmptyState picture="mountains" title={t('start.no_link')} text={t('start.no_link_text')}>
        <Button onClick={() => location.reload()}>{t('start.retry')}</Button>
      </EmptyState>
    </Screen>
  );
}
