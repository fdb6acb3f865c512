import { t } from './words';

/** What a notification will look like, with or without what it says. */
export function Sample({ discreet = false }: { discreet?: boolean }) {
  return (
    <div class="notice-sample" role="img" aria-label={`${t('sample')} ${t(discreet ? 'sample_plain_title' : 'sample_title')}`}>
      <img src="/icons/icon-192.png" width="40" height="40" alt="" />
      <strong>{t(discreet ? 'sample_plain_title' : 'sample_title')}</strong>
      <span>{t(discreet ? 'sample_plain_body' : 'sample_body')}</span>
    </div>
  );
}
