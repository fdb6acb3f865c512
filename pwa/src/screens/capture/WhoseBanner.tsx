import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import type { PageRef } from '../../domain/draft';
import { answerWhose, stranger } from './whose';
import { t } from './words';

interface WhoseProps {
  pages: readonly PageRef[];
  /** Where the page can be taken again. */
  again: (page: string) => string;
}

/** Shown, never in the way: only the person knows whose card belongs to this dossier. */
export function WhoseBanner({ pages, again }: WhoseProps) {
  const asked = stranger.value;
  if (!asked || !pages.some(({ id }) => id === asked.page)) return null;
  return (
    <Banner kind="warning" alert title={t('whose')}>
      <p>{t('whose_text', { name: asked.name })}</p>
      <div class="ways">
        {asked.people.map(({ full_name = '' }) => (
          <Button key={full_name} kind="second" onClick={() => void answerWhose(asked.page, full_name)}>
            {full_name}
          </Button>
        ))}
        <Button kind="second" onClick={() => void answerWhose(asked.page, null)}>
          {t('whose_right')}
        </Button>
      </div>
      <a href={again(asked.page)}>{t('whose_wrong')}</a>
    </Banner>
  );
}
