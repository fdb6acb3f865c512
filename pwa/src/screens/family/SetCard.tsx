import { IconClock } from '../../components/icons';
import { Banner } from '../../components/Banner';
import type { DossierRecord } from '../../domain/dossier';
import { dayToFetch } from '../../domain/family';
import { dayWords } from '../dossier/when';
import { t } from './words';

/** What a set has as one: the slip of its first dossier, and the day on which all can be fetched. */
export function SlipAndDay({ records, whole = true }: { records: readonly DossierRecord[]; whole?: boolean }) {
  const slip = records.map(({ summary, receipt }) => summary?.slip ?? receipt?.slip).find(Boolean);
  return (
    <>
      {slip && (
        <div class="set-slip">
          <p class="soft small">{t('slip')}</p>
          <p class="set-slip__number">{slip}</p>
          <p class="soft small">{t('slip_text')}</p>
        </div>
      )}
      <Day records={records} whole={whole} />
    </>
  );
}

function Day({ records, whole }: { records: readonly DossierRecord[]; whole: boolean }) {
  const { day, certain, ready } = dayToFetch(records);
  if (ready) return <Banner kind="good">{t('day_ready')}</Banner>;
  const when = day ? t(certain ? 'day_sure' : 'day_about', { day: dayWords(day) }) : t('day_none');
  return (
    <div class="set-day">
      <IconClock />
      <div>
        <p class="set-day__title">{t('day')}</p>
        <p>{when}</p>
        {!whole && day && <p class="soft small">{t('day_more')}</p>}
      </div>
    </div>
  );
}
