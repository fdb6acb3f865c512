import { useEffect, useState } from 'preact/hooks';
import { openMember } from '../../actions/family/begin';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconPeople, IconSend } from '../../components/icons';
import { AnyPicture } from '../../components/more-pictures';
import type { SetPlan } from '../../domain/draft';
import type { Family, FamilyFile } from '../../domain/family';
import { paths } from '../../router/paths';
import { catalogue } from '../../state/catalogue';
import { families, loadFamilies } from '../../state/family/families';
import { go } from '../../state/navigation';
import { drafts, records } from '../../state/shelf';
import { type Standing, standings } from './members';
import { t } from './words';

/** The families as the phone knows them, asked for once. */
export function useFamilies(): FamilyFile | null {
  useEffect(() => void (families.peek() || loadFamilies()), []);
  return families.value;
}

export function MemberPicture({ code }: { code: string }) {
  return <AnyPicture code={code} field={catalogue.value?.entries.find((entry) => entry.code === code)?.field ?? ''} />;
}

export function SetLink({ plan }: { plan: SetPlan }) {
  return (
    <Button kind="quiet" icon={IconPeople} href={`${paths.family}${plan.key}/${plan.id}`}>
      {t('open_set')}
    </Button>
  );
}

/** The one way on: the next member that is not sent yet, with what is known by now filled in. */
export function NextOf({ plan, family }: { plan: SetPlan; family: Family }) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<'no_link' | 'unknown' | 'not_kept' | null>(null);
  const next = standings(plan, family).find(({ sent }) => !sent);
  if (!next) return <Banner kind="good">{t('all_sent')}</Banner>;
  const begin = async (): Promise<void> => {
    setBusy(true);
    setFault(await enter(plan, next));
    setBusy(false);
  };
  return (
    <>
      {fault && <Banner kind="warning" alert title={t(`errors.${fault}`)} />}
      <Button wide icon={IconSend} busy={busy} onClick={() => void begin()}>
        {t('next', { name: next.name })}
      </Button>
      {plan.reuse && next.member.from && <p class="soft small">{t('known')}</p>}
    </>
  );
}

/** Null: the form is open. */
export async function enter(plan: SetPlan, { member }: Pick<Standing, 'member'>, at?: string) {
  const begun = await openMember(plan, member, at ?? agencyOf(plan));
  if ('fault' in begun) return begun.fault;
  go(paths.apply(begun.id));
  return null;
}

function agencyOf({ id }: SetPlan): string {
  const draft = drafts.peek().find(({ family }) => family?.id === id) ?? records.peek().find(({ sent }) => sent?.family?.id === id)?.sent;
  return draft?.agency ?? '';
}
