import { type Icon, IconCamera, IconFolder, IconPen, IconSearch } from '../../components/icons';
import { PaperPicture } from '../../components/PaperPicture';
import type { Paper, ProcedureDetail } from '../../domain/procedure';
import { t } from './words';

type Need = 'nop' | 'xuat_trinh' | 'tra_cuu' | 'made';

const SIGNS: Record<Need, Icon> = {
  nop: IconCamera,
  xuat_trinh: IconFolder,
  tra_cuu: IconSearch,
  made: IconPen,
};

/** Every paper with its drawing and what to do about it; nobody brings what the state can look up. */
export function Papers({ detail }: { detail: ProcedureDetail }) {
  return (
    <ul class="papers">
      {detail.papers.length === 0 && <li>{t('papers_none')}</li>}
      {detail.papers.map((paper) => (
        <PaperRow key={paper.key} paper={paper} made={Boolean(paper.own_form) && detail.mode === 'form'} />
      ))}
      {detail.uncertain?.includes('papers') && <li>{t('ask_desk')}</li>}
    </ul>
  );
}

function PaperRow({ paper, made }: { paper: Paper; made: boolean }) {
  const need: Need = made ? 'made' : paper.kind;
  const Sign = SIGNS[need];
  return (
    <li class="papers__one">
      <PaperPicture name={paper.own_form ? 'form' : paper.picture} />
      <div class="papers__body">
        <p class="papers__name">
          {paper.name}
          {paper.copies && ` × ${paper.copies}`}
        </p>
        <p class={`papers__need papers__need--${need}`}>
          <Sign /> {t(`kind_${need}`)}
          {paper.when ? ` · ${t('sometimes')}` : !paper.required && ` · ${t('optional')}`}
        </p>
        {paper.note && <p class="soft small">{paper.note}</p>}
      </div>
    </li>
  );
}
