import { Card } from '../../components/Card';
import type { ProcedureDetail } from '../../domain/procedure';
import { t } from './words';

/** Who may file, how the result comes, who pays nothing, and the official names for the officer. */
export function Rest({ detail }: { detail: ProcedureDetail }) {
  const who = detail.who_may_file;
  const ways = detail.result?.ways ?? [];
  const exempt = detail.fee?.groups?.map(({ text, proof }) => `${text} (${proof})`) ?? (detail.fee?.exempt ?? []).filter((each) => typeof each === 'string');
  return (
    <>
      {who && (
        <Card title={t('who')}>
          <p>{who.text ?? t(who.representative ? 'who_other' : 'who_self')}</p>
        </Card>
      )}
      {ways.length > 0 && (
        <Card title={t('ways')}>
          <ul class="points">
            {ways.map((way) => (
              <li key={way}>{t(`way_${way}`)}</li>
            ))}
          </ul>
          {detail.result?.text && <p class="soft small">{detail.result.text}</p>}
        </Card>
      )}
      {exempt.length > 0 && (
        <Card title={t('exempt')}>
          <ul class="points">
            {exempt.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </Card>
      )}
      <p class="soft small">
        {t('official')}: {detail.name}
        <br />
        {t('code')}: {detail.code}
      </p>
    </>
  );
}
