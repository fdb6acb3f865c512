import { useEffect, useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconBack } from '../../components/icons';
import { Skeleton } from '../../components/Skeleton';
import type { Answers } from '../../domain/answers';
import type { ProcedureDetail } from '../../domain/procedure';
import { askedAnswers, neededPapers } from '../../domain/questions';
import { go } from '../../state/navigation';
import { addresses, postConversion } from '../api/dossiers';
import type { DeskDossier } from '../api/types';
import { useTitle } from '../parts/useTitle';
import { NotOpen } from '../dossier/DossierScreen';
import { dossier as open, newerVersion, openOnDesk, say, take } from '../state/dossier';
import { useKept } from '../state/kept';
import { deskPaths } from '../state/paths';
import { td, ts } from '../words';
import { FormSections } from './FormSections';
import { ProcedurePick } from './ProcedurePick';
import { useProcedure } from './useProcedure';

interface Typed {
  procedure: string | null;
  answers: Answers;
  /** The paper of each photograph, by page id. */
  papers: Record<string, string>;
}

/** "Nhờ xã hướng dẫn" becomes a dossier: procedure, places of the photographs, what is known already. */
export function ConvertScreen({ id }: { id: string }) {
  const dossier = open.value?.id === id ? open.value : null;
  useTitle(ts('convert.title'));
  useEffect(() => {
    if (open.peek()?.id !== id) void openOnDesk(id);
  }, [id]);
  return dossier ? <Convert dossier={dossier} /> : <NotOpen id={id} />;
}

function Convert({ dossier }: { dossier: DeskDossier }) {
  const [typed, setTyped, drop] = useKept<Typed>(`${dossier.id}.convert`, () => ({ procedure: null, answers: {}, papers: {} }));
  const { detail, fault } = useProcedure(typed.procedure);
  const need = dossier.answers.need;
  return (
    <main class="page" id="main" tabIndex={-1}>
      <header class="page__head">
        <a class="head__back head__back--dark" href={deskPaths.dossier(dossier.id)} title={td('hand_off.back')}>
          <IconBack />
          <span class="unseen">{td('hand_off.back')}</span>
        </a>
        <div>
          <h1 class="page__title">{ts('convert.title')}</h1>
          <p class="soft">
            {dossier.owner_name} · {dossier.slip}
          </p>
        </div>
      </header>
      {typeof need === 'string' && <p class="help__need">{need}</p>}
      {!typed.procedure && (
        <section class="block">
          <h2 class="block__title">{ts('procedure.title')}</h2>
          <ProcedurePick onPick={(procedure) => setTyped({ ...typed, procedure })} />
        </section>
      )}
      {fault && <Banner kind="bad">{ts('errors.procedure')}</Banner>}
      {typed.procedure && !detail && !fault && <Skeleton lines={4} />}
      {detail && <ConvertForm detail={detail} dossier={dossier} typed={typed} setTyped={setTyped} onDone={drop} />}
    </main>
  );
}

interface ConvertFormProps {
  detail: ProcedureDetail;
  dossier: DeskDossier;
  typed: Typed;
  setTyped: (typed: Typed) => void;
  onDone: () => void;
}

function ConvertForm({ detail, dossier, typed, setTyped, onDone }: ConvertFormProps) {
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const papers = neededPapers(detail, typed.answers).filter((paper) => paper.kind === 'nop' && !paper.own_form);
  const send = async (): Promise<void> => {
    setBusy(true);
    const answer = await postConversion(dossier.id, dossier.version, {
      procedure: detail.code,
      version: detail.version,
      answers: askedAnswers(detail, typed.answers),
      papers: Object.fromEntries(Object.entries(typed.papers).filter(([, paper]) => papers.some((each) => each.key === paper))),
    });
    setBusy(false);
    if (answer.kind === 'ok') {
      onDone();
      take(answer.body);
      say({ key: 'said.converted' });
      go(deskPaths.dossier(dossier.id));
    } else if (answer.kind === 'problem' && answer.status === 412) {
      newerVersion.value = dossier.version + 1;
      setFault(td('errors.newer'));
    } else setFault(answer.kind === 'problem' ? answer.problem.title : ts('errors.no_link'));
  };
  return (
    <>
      <div role="alert">{fault && <Banner kind="bad">{fault}</Banner>}</div>
      <div class="start">
        <div class="start__form">
          <section class="block">
            <h2 class="block__title">{detail.short_name}</h2>
            <Button kind="quiet" onClick={() => setTyped({ ...typed, procedure: null })}>
              {ts('procedure.other')}
            </Button>
          </section>
          <p class="soft">{ts('convert.gaps')}</p>
          <FormSections detail={detail} answers={typed.answers} tried={false} onChange={(answers) => setTyped({ ...typed, answers })} />
        </div>
        <aside class="start__papers">
          <section class="block">
            <h2 class="block__title">{ts('convert.photos')}</h2>
            {dossier.pages.length === 0 && <p class="soft">{td('viewer.none')}</p>}
            <ul class="photo-place">
              {dossier.pages.map((page, index) => (
                <li key={page.id}>
                  <a href={addresses.page(dossier.id, page.id)} target="_blank" rel="noopener">
                    <img src={addresses.thumbnail(dossier.id, page.id)} alt={ts('papers.page', { page: index + 1 })} />
                  </a>
                  <label>
                    <span class="unseen">{ts('convert.place', { page: index + 1 })}</span>
                    <select class="input" value={typed.papers[page.id] ?? ''} onChange={(event) => setTyped({ ...typed, papers: { ...typed.papers, [page.id]: event.currentTarget.value } })}>
                      <option value="">{ts('convert.free')}</option>
                      {papers.map((paper) => (
                        <option key={paper.key} value={paper.key}>
                          {paper.name}
                        </option>
                      ))}
                    </select>
                  </label>
                </li>
              ))}
            </ul>
          </section>
          <Button busy={busy} wide onClick={() => void send()}>
            {ts('convert.go')}
          </Button>
        </aside>
      </div>
    </>
  );
}
