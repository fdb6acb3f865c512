import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { clockTime, showDate, today } from '../../domain/dates';
import { type Copy, copies, forgetCopies } from './copies';
import { t } from './words';

const moment = (at: number): string => (today(at) === today(Date.now()) ? clockTime(at) : `${clockTime(at)} ${showDate(today(at))}`);

/** How many copies the gallery may have, from when, until the person says that they are gone. */
export function CopiesNote({ of }: { of: (copy: Copy) => boolean }) {
  const left = copies.value.filter(of);
  const times = left.map(({ at }) => at).sort((one, other) => one - other);
  const from = times[0];
  const to = times.at(-1);
  if (from === undefined || to === undefined) return null;
  return (
    <Banner title={t('copies', { n: left.length })}>
      <p>{from === to ? t('copies_at', { time: moment(from) }) : t('copies_between', { from: moment(from), to: moment(to) })}</p>
      <p>{t('copies_do')}</p>
      <Button kind="quiet" onClick={() => forgetCopies(left)}>
        {t('copies_seen')}
      </Button>
    </Banner>
  );
}
