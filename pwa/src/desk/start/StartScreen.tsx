import { useEffect, useRef, useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconSend } from '../../components/icons';
import { Skeleton } from '../../components/Skeleton';
import { newId } from '../../domain/ids';
import type { ProcedureDetail } from '../../domain/procedure';
import { neededPapers } from '../../domain/questions';
import { go } from '../../state/navigation';
import { useTitle } from '../parts/useTitle';
import { useKept } from '../state/kept';
import { keepPages } from '../state/kept-pages';
import { deskPaths } from '../state/paths';
import { me, officerId } from '../state/session';
import { ts } from '../words';
import { dossierSent, emptyStart, fromHome, ownerFaults, papersOpen, personFaults, personSent, type Started } from './draft';
import { faultCount, FormSections } from './FormSections';
import { HomeCode } from './HomeCode';
import { PagesPick } from './PagesPick';
import { PersonFields } from './PersonFields';
import { ProcedurePick } from './ProcedurePick';
import { ResultFields, resultWrong } from './ResultFields';
import { forgetSent, Sending } from './sending';
import { useKeptPages } from './useKeptPages';
import { useProcedure } from './useProcedure';
import { WhoseFields } from './WhoseFields';

const KEPT = 'start';

/** A dossier for the person opposite (kênh trực tiếp): one page from top to bottom. */
export function StartScreen() {
  const [found, setStarted, dropText] = useKept<Started>(KEPT, () => emptyStart(newId()));
  // What an older version of this page kept lacks what was added since.
  const started: Started = { ...emptyStart(found.id), ...found };
  const { detail, fault } = useProcedure(started.procedure);
  useTitle(ts('title'));
  const set = (change: Partial<Started>): void => setStarted({ ...started, ...change });
  const drop = (): void => {
    dropText();
    forgetSent(started.id);
    void keepPages(officerId.peek(), started.id, []);
  };
  const again = (): void => {
    setStarted(emptyStart(newId()));
    drop();
  };
  return (
    <main class="page" id="main" tabIndex={-1}>
      <header class="page__head">
        <div>
          <h1 class="page__title">{ts('title')}</h1>
          <p class="soft">{ts('about')}</p>
        </div>
        <div class="row">
          <HomeCode onFound={(draft) => setStarted(fromHome(started.id, draft))} />
          {(started.procedure || started.person.full_name) && (
            <Button kind="quiet" onClick={again}>
              {ts('again')}
            </Button>
          )}
        </div>
      </header>
      {!started.procedure && (
        <section class="block">
          <h2 class="block__title">{ts('procedure.title')}</h2>
          <ProcedurePick onPick={(procedure) => set({ procedure })} />
        </section>
      )}
      {fault && <Banner kind="bad">{ts('errors.procedure')}</Banner>}
      {started.procedure && !detail && !fault && <Skeleton lines={5} />}
      {detail && <StartForm key={started.id} detail={detail} started={started} set={set} onDone={drop} />}
    </main>
  );
}

interface StartFormProps {
  detail: ProcedureDetail;
  started: Started;
  set: (change: Partial<Started>) => void;
  onDone: () => void;
}

function StartForm({ detail, started, set, onDone }: StartFormProps) {
  const { pages, setPages, unkept } = useKeptPages(started.id);
  const [tried, setTried] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [stands, setStands] = useState(false);
  const [busy, setBusy] = useState(false);
  const sending = useRef(new Sending(started.id));
  const top = useRef<HTMLDivElement>(null);
  // After the banner stands: before, there was nothing to scroll to.
  useEffect(() => {
    if (fault) top.current?.scrollIntoView({ block: 'center' });
  }, [fault]);
  const year = new Date().getFullYear();
  const faults = personFaults(started, year);
  const faultsOfOwner = started.relation === 'self' ? {} : ownerFaults(started, year);
  const open = papersOpen(detail, started, pages);
  const wrong = Object.keys(faults).length + Object.keys(faultsOfOwner).length + faultCount(detail, started.answers) + open.length + (resultWrong(started) ? 1 : 0);
  const send = async (): Promise<void> => {
    setTried(true);
    setFault(null);
    setStands(false);
    if (wrong || !started.consent) {
      top.current?.scrollIntoView({ block: 'center' });
      setFault(wrong ? ts('errors.wrong', { n: wrong }) : ts('errors.consent'));
      return;
    }
    setBusy(true);
    const body = dossierSent(detail, started, pages, me.peek()?.agency?.code ?? '', Date.now());
    const outcome = await sending.current.send(personSent(started), body, pages);
    setBusy(false);
    if (outcome.done) {
      onDone();
      go(deskPaths.dossier(started.id));
      return;
    }
    setStands(outcome.stands === true);
    setFault(outcome.stands ? ts('errors.stands') : [outcome.detail || ts('errors.no_link'), ...firstWords(outcome.errors)].join(' '));
  };
  return (
    <>
      <div ref={top} role="alert">
        {fault && (
          <Banner kind="bad">
            {fault}
            {stands && (
              <Button kind="quiet" href={deskPaths.dossier(started.id)}>
                {ts('stands.open')}
              </Button>
            )}
          </Banner>
        )}
      </div>
      <div class="start">
        <div class="start__form">
          <section class="block">
            <h2 class="block__title">{detail.short_name}</h2>
            <p class="soft">{detail.name}</p>
            <Button kind="quiet" onClick={() => set({ procedure: null })}>
              {ts('procedure.other')}
            </Button>
          </section>
          <PersonFields person={started.person} faults={tried ? faults : {}} onChange={(person) => set({ person })} />
          <WhoseFields detail={detail} started={started} faults={tried ? faultsOfOwner : {}} onChange={set} />
          <FormSections detail={detail} answers={started.answers} tried={tried} onChange={(answers) => set({ answers })} />
          <ResultFields detail={detail} started={started} tried={tried} onChange={(result) => set({ result })} />
        </div>
        <aside class="start__papers">
          <section class="block">
            <h2 class="block__title">{ts('papers.title')}</h2>
            {unkept ? <Banner kind="warning">{ts('errors.no_room')}</Banner> : pages.length > 0 && <p class="soft small">{ts('papers.kept')}</p>}
            <PagesPick
              papers={neededPapers(detail, started.answers)}
              pages={pages}
              gaps={started.paper_gaps}
              open={open}
              tried={tried}
              onPages={setPages}
              onGap={(paper, missing) => set({ paper_gaps: missing ? [...started.paper_gaps, paper] : started.paper_gaps.filter((each) => each !== paper) })}
            />
          </section>
          <section class="block">
            <label class="field__unknown">
              <input type="checkbox" checked={started.consent} onChange={(event) => set({ consent: event.currentTarget.checked })} />
              <span>{ts('consent')}</span>
            </label>
            <Button icon={IconSend} busy={busy} wide onClick={() => void send()}>
              {ts(busy ? 'sending' : 'send')}
            </Button>
          </section>
        </aside>
      </div>
    </>
  );
}

/** The server's own words about single items, so that nobody has to guess. */
function firstWords(errors: unknown): string[] {
  if (typeof errors === 'string') return [errors];
  if (typeof errors !== 'object' || errors === null) return [];
  return Object.values(errors).flatMap(firstWords).slice(0, 4);
}
