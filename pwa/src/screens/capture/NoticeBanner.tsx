import { Banner } from '../../components/Banner';
import { NOTHING, told } from './taking';
import { t } from './words';

/** What became of files that gave no page: each by its name, and what to do about it. */
export function NoticeBanner({ paper }: { paper: string }) {
  const { faults, twice, plain } = told.value.paper === paper ? told.value.notice : NOTHING;
  return (
    <>
      {faults.length > 0 && (
        <Banner kind="bad" alert title={t('errors.some')}>
          {faults.map(({ name, fault }) => (
            <p key={name}>
              {name && <strong>{name}: </strong>}
              {t(`fault.${fault}`)}
            </p>
          ))}
        </Banner>
      )}
      {plain > 0 && (
        <Banner alert title={t('plain', { n: plain })}>
          <p>{t('plain_do')}</p>
        </Banner>
      )}
      {twice.length > 0 && <Banner alert title={t('twice', { page: twice.join(', ') })} />}
    </>
  );
}
