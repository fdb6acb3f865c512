import { IconCheck, IconClose, IconWarning } from '../../components/icons';
import { addresses } from '../api/dossiers';
import type { DeskDossier, DeskPaper } from '../api/types';
import { pages, page as shown } from '../state/dossier';
import { IconPrint } from '../parts/icons';
import { td } from '../words';
import { goTo, returnToPages } from './judging';

/** Every paper that these answers call for, and what became of its pages. */
export function Papers({ dossier }: { dossier: DeskDossier }) {
  if (!dossier.papers.length && !dossier.has_form) return null;
  return (
    <section class="block">
      <h2 class="block__title">{td('papers.title')}</h2>
      <ul class="papers">
        {dossier.papers.map((paper) => (
          <li key={paper.key} class="papers__line">
            <Paper dossier={dossier} paper={paper} />
          </li>
        ))}
      </ul>
      {dossier.has_form && (
        <a class="papers__print" href={addresses.form(dossier.id)} target="_blank" rel="noopener">
          <IconPrint /> {td('papers.form')}
        </a>
      )}
    </section>
  );
}

function Paper({ dossier, paper }: { dossier: DeskDossier; paper: DeskPaper }) {
  const first = paper.pages[0];
  const mine = pages.value.filter((page) => paper.pages.includes(page.id));
  const wrong = mine.some((page) => page.review?.verdict === 'wrong');
  const good = mine.length > 0 && mine.every((page) => page.review?.verdict === 'good');
  const inView = paper.pages.includes(shown.value?.id ?? '');
  if (!first) {
    return (
      <span class="papers__name">
        {paper.missing && <IconWarning class="papers__missing" />}
        {paper.name} <span class="soft small">{wordFor(paper)}</span>
      </span>
    );
  }
  return (
    <>
      <button type="button" class="papers__name papers__name--go" aria-pressed={inView} onClick={(event) => {
          goTo(first);
          returnToPages(event);
        }}
      >
        {good && <IconCheck class="papers__good" />}
        {wrong && <IconClose class="papers__wrong" />}
        {paper.name} <span class="soft small">{td('papers.pages', { n: mine.length })}</span>
      </button>
      <a class="papers__save small" href={addresses.paper(dossier.id, paper.key)} target="_blank" rel="noopener" aria-label={td('papers.print_of', { paper: paper.name })}>
        {td('papers.print')}
      </a>
      <a class="papers__save small" aria-label={td('papers.save_of', { paper: paper.name })} href={addresses.paper(dossier.id, paper.key)} download>
        {td('papers.save')}
      </a>
    </>
  );
}

function wordFor(paper: DeskPaper): string {
  if (paper.made_from_form) return td('papers.made');
  if (paper.kind === 'xuat_trinh') return td('papers.bring');
  if (paper.kind === 'tra_cuu') return td('papers.lookup');
  if (paper.missing) return td('papers.missing');
  return td(paper.required ? 'papers.none' : 'papers.optional');
}
