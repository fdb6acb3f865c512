import { useEffect, useState } from 'preact/hooks';
import { endSharing, SHARES } from '../../actions/news/wishes';
import { loadDossier } from '../../actions/refreshDossiers';
import type { Fault } from '../../actions/session/outcome';
import { Button } from '../../components/Button';
import { Card } from '../../components/Card';
import type { DossierRecord } from '../../domain/dossier';
import { account, records } from '../../state/shelf';
import { t } from './words';

/** Dossiers that whoever helped may see, as was agreed when they were sent: an agreement that may end. */
export function Sharing({ onFault }: { onFault: (fault: Fault | null) => void }) {
  const [busy, setBusy] = useState('');
  const shared = records.value.filter(isShared);
  useEffect(() => {
    // Only the dossier itself says whether it still holds: the desk may have ended it, too.
    for (const { id, detail } of shared) if (!detail) void loadDossier(id);
  }, [shared.length]);
  if (shared.length === 0) return null;
  const end = async (id: string): Promise<void> => {
    setBusy(id);
    onFault(await endSharing(id));
    setBusy('');
  };
  return (
    <Card title={t('sharing')}>
      <p>{t('sharing_text')}</p>
      <ul class="called">
        {shared.map(({ id, title, owner_name }) => (
          <li key={id} class="called__one called__one--plain">
            <div>
              <strong>{title}</strong>
              {owner_name && <p class="soft small">{owner_name}</p>}
            </div>
            <Button kind="quiet" busy={busy === id} onClick={() => void end(id)}>
              {t('sharing_end')}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function isShared({ account: owner, detail, sent }: DossierRecord): boolean {
  return owner === account.value?.id && (detail?.consents ?? sent?.consents ?? []).includes(SHARES);
}
