import { useState } from 'preact/hooks';
import { planOf } from '../../actions/family/begin';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { LinkCard } from '../../components/Card';
import { IconPen } from '../../components/icons';
import { Screen } from '../../components/Screen';
import { CheckTiles, RadioTiles } from '../../components/Tiles';
import type { SetPlan } from '../../domain/draft';
import { type Family, sharesPages, ticked } from '../../domain/family';
import { paths } from '../../router/paths';
import { catalogue } from '../../state/catalogue';
import { agencies } from '../../state/places';
import { account, drafts, records } from '../../state/shelf';
import { nameOf, standings } from './members';
import { enter, MemberPicture } from './parts';
import { t } from './words';

/** What a family holds: the state's joint procedure first, then each of its members to tick. */
export function Offer({ family }: { family: Family }) {
  const list = agencies.value ?? [];
  const [chosen, setChosen] = useState<number[]>([]);
  const [reuse, setReuse] = useState(false);
  const [picked, setPicked] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<'no_link' | 'unknown' | 'not_kept' | null>(null);
  const agency = picked ?? list.find(({ code }) => code === account.value?.agency?.code)?.code ?? (list.length === 1 ? list[0]?.code : undefined) ?? null;
  const begin = async (): Promise<void> => {
    setTried(true);
    const member = family.members[chosen[0] ?? -1];
    if (!member || !agency) return;
    setBusy(true);
    setFault(await enter(planOf(family, chosen, reuse), { member }, agency));
    setBusy(false);
  };
  return (
    <Screen
      title={family.name}
      back={paths.home}
      action={
        <Button wide busy={busy} onClick={() => void begin()}>
          {t('begin')}
        </Button>
      }
    >
      {fault && <Banner kind="warning" alert title={t(`errors.${fault}`)} />}
      <Going family={family} />
      <p>{t('intro')}</p>
      <Joint family={family} />
      <Members family={family} chosen={chosen} wrong={tried && chosen.length === 0} onChoose={setChosen} />
      {chosen.length > 1 && (
        <CheckTiles
          label={t('reuse_ask')}
          values={reuse ? ['reuse'] : []}
          onChange={(values) => setReuse(values.length > 0)}
          options={[{ value: 'reuse', label: t(sharesPages(family, chosen) ? 'reuse' : 'reuse_written'), help: t('reuse_help') }]}
        />
      )}
      {list.length > 1 && (
        <RadioTiles
          label={t('agency')}
          error={tried && !agency ? t('need_agency') : null}
          value={agency}
          options={list.map(({ code, name, address }) => ({ value: code, label: name, help: address ?? undefined }))}
          onChoose={setPicked}
        />
      )}
    </Screen>
  );
}

function Joint({ family: { joint, note } }: { family: Family }) {
  if (!joint) return null;
  const name = catalogue.value?.entries.find(({ code }) => code === joint)?.short_name ?? t('joint');
  return (
    <>
      <LinkCard href={paths.procedure(joint)} picture={<MemberPicture code={joint} />} title={name} text={`${t('joint')}. ${t('joint_text')}`} />
      {note && <p class="soft small">{note}</p>}
      <h2>{t('or')}</h2>
    </>
  );
}

interface MembersProps {
  family: Family;
  chosen: number[];
  wrong: boolean;
  onChoose: (chosen: number[]) => void;
}

function Members({ family, chosen, wrong, onChoose }: MembersProps) {
  const change = (values: string[]): void => {
    const place = family.members.findIndex((_, index) => values.includes(String(index)) !== chosen.includes(index));
    if (place >= 0) onChoose(ticked(family, chosen, place));
  };
  return (
    <CheckTiles
      label={t('members')}
      error={wrong ? t('need') : null}
      values={chosen.map(String)}
      onChange={change}
      options={family.members.map((member, index) => ({
        value: String(index),
        label: nameOf(member),
        help: member.choice && t('one_of'),
        picture: <MemberPicture code={member.code} />,
      }))}
    />
  );
}

/** A set of this family that is not done yet: nobody begins it twice by mistake. */
function Going({ family }: { family: Family }) {
  const plans = new Map<string, SetPlan>();
  for (const draft of [...drafts.value, ...records.value.flatMap(({ sent }) => sent ?? [])]) {
    if (draft.family?.key === family.key) plans.set(draft.family.id, draft.family);
  }
  return (
    <>
      {[...plans.values()].map((plan) => {
        const all = standings(plan, family);
        const done = all.filter(({ sent }) => sent).length;
        if (done >= all.length) return null;
        return (
          <LinkCard
            key={plan.id}
            href={`${paths.family}${plan.key}/${plan.id}`}
            picture={<IconPen />}
            title={t('going')}
            text={t('going_text', { done, all: all.length })}
          />
        );
      })}
    </>
  );
}
