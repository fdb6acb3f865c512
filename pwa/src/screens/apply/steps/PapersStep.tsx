import { useState } from 'preact/hooks';
import { setPaperGap } from '../../../actions/pages';
import { Card } from '../../../components/Card';
import { IconWarning } from '../../../components/icons';
import { PaperPicture } from '../../../components/PaperPicture';
import type { Draft } from '../../../domain/draft';
import type { Paper, ProcedureDetail } from '../../../domain/procedure';
import { neededPapers } from '../../../domain/questions';
import { PaperPages } from '../PaperPages';
import { openPapers, photographed } from '../steps';
import { StepFrame, type StepWay } from '../StepFrame';
import { t } from '../words';

interface PapersStepProps {
  draft: Draft;
  detail: ProcedureDetail;
  way: StepWay;
}

/** What to photograph, what the commune prints, what to bring, what nobody has to hand in. */
export function PapersStep({ draft, detail, way }: PapersStepProps) {
  const [tried, setTried] = useState(false);
  const papers = neededPapers(detail, draft.answers);
  const photo = photographed(detail, draft);
  const open = openPapers(detail, draft);
  return (
    <StepFrame
      title={t('papers.title')}
      way={way}
      onNext={() => {
        setTried(true);
        return open.length === 0;
      }}
    >
      <p>{t('papers.intro')}</p>
      {photo.map((paper) => (
        <PaperCard key={paper.key} draft={draft} paper={paper} wrong={tried && open.includes(paper.key)} />
      ))}
      <Others title={t('papers.made')} text={t('papers.made_text')} papers={papers.filter((paper) => paper.own_form)} />
      <Others title={t('papers.bring')} text={t('papers.bring_text')} papers={papers.filter((paper) => paper.kind === 'xuat_trinh')} />
      <Others title={t('papers.lookup')} text={t('papers.lookup_text')} papers={papers.filter((paper) => paper.kind === 'tra_cuu')} />
    </StepFrame>
  );
}

interface PaperCardProps {
  draft: Draft;
  paper: Paper;
  wrong: boolean;
}

function PaperCard({ draft, paper, wrong }: PaperCardProps) {
  const gap = draft.paper_gaps.includes(paper.key);
  const has = draft.pages.some((page) => page.paper === paper.key);
  const mark = paper.indispensable ? 'papers.indispensable' : paper.required ? null : 'papers.optional';
  return (
    <section class={`card paper${wrong ? ' paper--wrong' : ''}`}>
      <div class="paper__head">
        <PaperPicture name={paper.picture} />
        <div>
          <h2>{paper.name}</h2>
          {mark && <p class="paper__mark">{t(mark)}</p>}
          {paper.note && <p class="soft small">{paper.note}</p>}
        </div>
      </div>
      {wrong && (
        <p class="field__error">
          <IconWarning />
          <span>{t(paper.indispensable ? 'papers.need_only' : 'papers.need')}</span>
        </p>
      )}
      {!gap && <PaperPages draft={draft} paper={paper.key} name={paper.name} />}
      {paper.required && !paper.indispensable && !has && (
        <label class="field__unknown">
          <input type="checkbox" checked={gap} onChange={(event) => void setPaperGap(paper.key, event.currentTarget.checked)} />
          <span>{t('papers.gap')}</span>
        </label>
      )}
      {gap && <p class="soft small">{t('papers.gap_note')}</p>}
    </section>
  );
}

interface OthersProps {
  title: string;
  text: string;
  papers: readonly Paper[];
}

function Others({ title, text, papers }: OthersProps) {
  if (papers.length === 0) return null;
  return (
    <Card>
      <h2>{title}</h2>
      <p class="soft small">{text}</p>
      <ul class="stack">
        {papers.map((paper) => (
          <li key={paper.key} class="paper__other">
            <PaperPicture name={paper.own_form ? 'form' : paper.picture} />
            <span>{paper.name}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
