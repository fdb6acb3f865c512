import './family.css';
import type { ComponentType } from 'preact';
import { Card } from '../../components/Card';
import type { DossierRecord } from '../../domain/dossier';
import { setOf } from '../../domain/family';
import { recordsOf } from './members';
import { SetLink, useFamilies } from './parts';
import { SlipAndDay } from './SetCard';
import { t } from './words';

interface SetsProps {
  records: readonly DossierRecord[];
  /** How the list shows one dossier. */
  card: ComponentType<{ record: DossierRecord }>;
}

/** The list of what was sent, with the dossiers of one set under one slip and one day. */
export function Sets({ records, card: One }: SetsProps) {
  const families = useFamilies();
  const shown = new Set<string>();
  return (
    <>
      {records.map((record) => {
        const set = setOf(record);
        const all = set ? recordsOf(set).filter((each) => records.includes(each)) : [];
        const plan = all.find(({ sent }) => sent?.family)?.sent?.family;
        if (!set || (all.length < 2 && !plan)) return <One key={record.id} record={record} />;
        if (shown.has(set)) return null;
        shown.add(set);
        const family = families?.families.find(({ key }) => key === plan?.key);
        return (
          <Card key={set} title={family?.name ?? t('group')}>
            <SlipAndDay records={all} whole={!plan || plan.chosen.length <= all.length} />
            <ul class="set-list">
              {all.map((each) => (
                <li key={each.id}>
                  <One record={each} />
                </li>
              ))}
            </ul>
            {plan && <SetLink plan={plan} />}
          </Card>
        );
      })}
    </>
  );
}
