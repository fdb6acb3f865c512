import { useEffect, useState } from 'preact/hooks';
import { noteShot, picturesOf, type StoredShot } from '../../actions/capture/shots';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { clockTime } from '../../domain/dates';
import type { Draft } from '../../domain/draft';
import { t } from './words';

/** The camera app may have left copies where everybody who holds this phone sees them: how many, from when. */
export function CopiesNote({ draft: { id, updated_at }, paper }: { draft: Draft; paper: string }) {
  const [copies, setCopies] = useState<StoredShot[]>([]);
  useEffect(() => {
    void picturesOf(id).then((shots) => setCopies(shots.filter(({ shot }) => shot.copied && shot.paper === paper)));
  }, [id, paper, updated_at]);
  const times = copies.map(({ shot }) => shot.at).sort((one, other) => one - other);
  const from = times[0];
  const to = times.at(-1);
  if (from === undefined || to === undefined) return null;
  const seen = async (): Promise<void> => {
    for (const copy of copies) await noteShot(copy.id, { copied: false });
    setCopies([]);
  };
  return (
    <Banner title={t('copies', { n: copies.length })}>
      <p>{from === to ? t('copies_at', { time: clockTime(from) }) : t('copies_between', { from: clockTime(from), to: clockTime(to) })}</p>
      <p>{t('copies_do')}</p>
      <Button kind="quiet" onClick={() => void seen()}>
        {t('copies_seen')}
      </Button>
    </Banner>
  );
}
