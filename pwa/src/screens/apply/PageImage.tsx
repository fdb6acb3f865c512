import { useState } from 'preact/hooks';
import { IconPaper } from '../../components/icons';
import type { PageRef } from '../../domain/draft';
import { usePageImage } from '../../state/page-images';
import { t } from './words';

/** A page already at the commune has no bytes here any more; a PDF has no picture. */
export function PageImage({ page }: { page: PageRef }) {
  const address = usePageImage(page);
  const [broken, setBroken] = useState(false);
  if (page.media_type === 'application/pdf') return <Note text={t('page.pdf')} />;
  if (address === null || broken) return <Note text={t(page.at_server || address === null ? 'page.kept_there' : 'page.as_it_is')} />;
  return address ? <img src={address} alt="" onError={() => setBroken(true)} /> : <span class="pages__wait" />;
}

function Note({ text }: { text: string }) {
  return (
    <span class="pages__note">
      <IconPaper />
      <span>{text}</span>
    </span>
  );
}
