import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import type { PageRef } from '../../domain/draft';
import { answerWhose } from './whose';
import { t } from './words';

interface WhoseProps {
  pages: readonly PageRef[];
  onAgain: (page: PageRef) => void;
}

/** Shown, never in the way: only the person knows whose card belongs to this dossier. */
export function WhoseBanner({ pages, onAgain }: WhoseProps) {
  const page = pages.find(({ asked }) => asked);
  if (!page?.asked) return null;
  const { id, asked } = page;
  return (
    <Banner kind="warning" alert title={t('whose')}>
      <p>{t('whose_text', { name: asked.name })}</p>
      <div class="ways">
        {asked.people.map((name) => (
          <Button key={name} kind="second" onClick={() => void answerWhose(id, name)}>
            {name}
          </Button>
        ))}
        <Button kind="second" onClick={() => void answerWhose(id, null)}>
          {t('whose_right')}
        </Button>
      </div>
      <Button kind="quiet" onClick={() => onAgain(page)}>
        {t('whose_wrong')}
      </Button>
    </Banner>
  );
}
