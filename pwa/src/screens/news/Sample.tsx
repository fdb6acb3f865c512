import { IconBell } from './icons';
import { t } from './words';

/** What a notification will look like, with or without what it says; drawn, so that it stands without a link. */
export function Sample({ discreet = false }: { discreet?: boolean }) {
  return (
    <div class="notice-sample" role="img" aria-label={`${t('sample')} ${t(discreet ? 'sample_plain_title' : 'sample_title')}`}>
      <IconBell />
      <strong>{t(discreet ? 'sample_plain_title' : 'sample_title')}</strong>
      <span>{t(discreet ? 'sample_plain_body' : 'sample_body')}</span>
    </div>
  );
}
