import { useEffect, useRef } from 'preact/hooks';
import { IconCheck, IconClose, IconNext, IconBack, IconPaper } from '../../components/icons';
import { addresses } from '../api/dossiers';
import type { DeskDossier, DeskPage } from '../api/types';
import { tally } from '../logic/review';
import { page as shown, pages as ordered, unsavedReviews } from '../state/dossier';
import { td } from '../words';
import { act, announced, focusPages, goTo, legendOpen, markGood, next, regionId, returnToPages, sheet, step, useReviewKeys, writeOwn } from './judging';
import { checkPage } from './checking';
import { Legend } from './Legend';
import { nameOf, partsOfName } from './naming';
import { PageNotes } from './PageNotes';
import { Stage } from './Stage';
import { StageTools } from './StageTools';

export function Viewer({ dossier }: { dossier: DeskDossier }) {
  const page = shown.value;
  useReviewKeys();
  // The keys work at once; whoever came by keyboard stands where they work.
  useEffect(focusPages, [dossier.id]);
  if (!page) return <NoPages dossier={dossier} />;
  const name = partsOfName(dossier, page, sheet.value);
  return (
    <section class="viewer" id={regionId} aria-label={td('viewer.label')} tabIndex={-1} onClick={returnToPages}>
      <Strip dossier={dossier} current={page} />
      <div class="viewer__main">
        <StageTools name={name} onCheck={() => void checkPage(dossier.id, page.id)} />
        <PageNotes page={page} />
        <Stage
          key={`${page.id}.${sheet.value}`}
          src={addresses.page(dossier.id, page.id, sheet.value)}
          preview={addresses.thumbnail(dossier.id, page.id, sheet.value)}
          alt={name.paper + name.place}
          onShown={() => fetchNext(dossier.id)}
        />
        <Verdict page={page} />
        {legendOpen.value && <Legend onWrong={(phrase) => act({ do: 'wrong', phrase })} onWrite={writeOwn} />}
      </div>
      <p class="unseen" role="status">
        {announced.value}
      </p>
    </section>
  );
}

/** The browser keeps it, so that the next page stands there at once. */
function fetchNext(dossier: string): void {
  const after = next();
  if (after) new Image().src = addresses.page(dossier, after.page, after.sheet);
}

function NoPages({ dossier }: { dossier: DeskDossier }) {
  return (
    <section class="viewer viewer--none" aria-label={td('viewer.label')}>
      <div class="viewer__nothing">
        <IconPaper />
        <p>{td(dossier.state === 'awaiting_pages' ? 'viewer.coming' : 'viewer.none')}</p>
      </div>
    </section>
  );
}

function Strip({ dossier, current }: { dossier: DeskDossier; current: DeskPage }) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current.id]);
  return (
    <ol class="strip" ref={list} aria-label={td('strip.label')}>
      {ordered.value.map((page) => (
        <li key={page.id}>
          <button
            type="button"
            class={`strip__page strip__page--${page.review?.verdict ?? 'unseen'}`}
            aria-current={page.id === current.id ? 'true' : undefined}
            onClick={() => goTo(page.id)}
          >
            {page.stored ? <img src={addresses.thumbnail(dossier.id, page.id)} alt="" loading="lazy" /> : <IconPaper />}
            <span class="strip__mark">{page.review?.verdict === 'good' ? <IconCheck /> : page.review ? <IconClose /> : null}</span>
            <span class="unseen">
              {nameOf(dossier, page)}. {td(`verdict.${page.review?.verdict ?? 'unseen'}`)}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function Verdict({ page }: { page: DeskPage }) {
  const { unseen, wrong } = tally(ordered.value);
  const all = ordered.value;
  const here = all.findIndex((each) => each.id === page.id);
  return (
    <div class="verdict">
      <button type="button" class="verdict__step" disabled={here === 0 && sheet.value === 1} onClick={() => step(-1)} aria-label={td('page.before')}>
        <IconBack />
      </button>
      <p class="verdict__now" role="status">
        <strong class={`verdict__word verdict__word--${page.review?.verdict ?? 'unseen'}`}>
          {page.review?.verdict === 'good' && <IconCheck />}
          {page.review?.verdict === 'wrong' && <IconClose />}
          {td(`verdict.${page.review?.verdict ?? 'unseen'}`)}
        </strong>
        <span title={page.review?.text ?? undefined}>{page.review?.text ?? (unseen ? td('tally.unseen', { n: unseen }) : td(wrong ? 'tally.wrong' : 'tally.done', { n: wrong }))}</span>
        {unsavedReviews.value > 0 && <span class="verdict__unsaved">{td('tally.unsaved', { n: unsavedReviews.value })}</span>}
      </p>
      <button type="button" class="verdict__wrong" aria-expanded={legendOpen.value} onClick={() => (legendOpen.value = !legendOpen.value)}>
        <IconClose />
        {td('verdict.mark_wrong')} <kbd>1–9</kbd>
      </button>
      <button type="button" class="verdict__good" onClick={() => markGood(page.id)}>
        <IconCheck />
        {td('verdict.mark_good')} <kbd>Enter</kbd>
      </button>
      <button type="button" class="verdict__step" disabled={here === all.length - 1 && sheet.value === page.sheets} onClick={() => step(1)} aria-label={td('page.after')}>
        <IconNext />
      </button>
    </div>
  );
}
