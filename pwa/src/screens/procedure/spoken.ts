import { daysFact } from '../../components/procedure-facts';
import type { ProcedureDetail } from '../../domain/procedure';
import { t } from './words';

/** What is read aloud: the page in the order in which a helper would tell it. */
export function spoken(detail: ProcedureDetail): string {
  const papers = detail.papers
    .filter((paper) => paper.kind !== 'tra_cuu' && !(paper.own_form && detail.mode === 'form'))
    .map((paper) => `${paper.name}. ${paper.note ?? ''}`);
  return [
    detail.short_name,
    detail.summary,
    detail.outcome,
    `${t('days')}: ${daysFact(detail.days?.value)}`,
    detail.fee?.confidence === 'low' ? `${t('fee')}: ${t('ask_desk')}` : detail.fee?.text,
    detail.presence?.text,
    t('papers'),
    ...(papers.length > 0 ? papers : [t('papers_none')]),
    detail.who_may_file?.text,
  ]
    .filter(Boolean)
    .join('. ')
    .replace(/\.\s*\./g, '.');
}
