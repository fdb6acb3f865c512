import './family.css';
import { Card } from '../../components/Card';
import type { DossierRecord } from '../../domain/dossier';
import type { Draft } from '../../domain/draft';
import { setOf } from '../../domain/family';
import { recordsOf } from './members';
import { NextOf, SetLink, useFamilies } from './parts';
import { SlipAndDay } from './SetCard';
import { AlsoOpen } from './Twice';
import { t } from './words';

/** On a dossier's page: what else is open for the same person, and the set that it belongs to. */
export function Kin({ record, draft }: { record: DossierRecord | undefined; draft: Draft | null | undefined }) {
  const plan = draft?.family ?? record?.sent?.family;
  const set = plan?.id ?? (record && setOf(record));
  const file = useFamilies();
  const family = file?.families.find(({ key }) => key === plan?.key);
  const all = set ? recordsOf(set) : [];
  return (
    <>
      {record && <AlsoOpen record={record} />}
      {set && (plan || all.length > 1) && (
        <Card title={family?.name ?? t('group')}>
          {all.length > 1 && <SlipAndDay records={all} whole={!plan || plan.chosen.length <= all.length} />}
          {plan && family && <NextOf plan={plan} family={family} />}
          {plan && <SetLink plan={plan} />}
        </Card>
      )}
    </>
  );
}
