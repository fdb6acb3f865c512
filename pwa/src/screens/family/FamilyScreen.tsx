import './family.css';
import { useEffect } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { Card, LinkCard } from '../../components/Card';
import { Screen } from '../../components/Screen';
import { Skeleton } from '../../components/Skeleton';
import { StateBadge } from '../../components/StateBadge';
import type { Family } from '../../domain/family';
import { paths, type ScreenProps } from '../../router/paths';
import { loadCatalogue } from '../../state/catalogue';
import { familiesFault, loadFamilies } from '../../state/family/families';
import { loadAgencies } from '../../state/places';
import { drafts, openShelf, records, shelfReady } from '../../state/shelf';
import { common } from '../../words/common';
import { beforeForm } from '../in-app/before';
import { recordsOf, standings } from './members';
import { Offer } from './Offer';
import { MemberPicture, NextOf, useFamilies } from './parts';
import { SlipAndDay } from './SetCard';
import { t } from './words';

/** `/ca-nha/:key`: a whole set is offered; `/ca-nha/:key/:set`: one that was begun. */
export const FamilyScreen = beforeForm(function FamilyPage({ params }: ScreenProps) {
  const file = useFamilies();
  useEffect(() => {
    void openShelf();
    void loadAgencies();
    void loadCatalogue();
  }, []);
  const family = file?.families.find(({ key }) => key === params.key);
  if (!family) return <Opening missing={!!file || familiesFault.value} />;
  if (!shelfReady.value) return <Opening missing={false} />;
  return params.set ? <Begun family={family} set={params.set} /> : <Offer family={family} />;
});

function Begun({ family, set }: { family: Family; set: string }) {
  const draft = drafts.value.find((each) => each.family?.id === set) ?? records.value.find(({ sent }) => sent?.family?.id === set)?.sent;
  const plan = draft?.family;
  if (!plan) return <Offer family={family} />;
  const sent = recordsOf(set);
  const all = standings(plan, family);
  return (
    <Screen title={family.name} back={paths.dossiers} action={<NextOf plan={plan} family={family} />}>
      {sent.length > 0 && (
        <Card>
          <SlipAndDay records={sent} whole={sent.length >= all.length} />
        </Card>
      )}
      <h2>{t('steps')}</h2>
      <ol class="set-list">
        {all.map(({ member, name, href, state }) => (
          <li key={`${member.code}-${name}`}>
            {href ? (
              <LinkCard href={href} picture={<MemberPicture code={member.code} />} title={name} side={state && <StateBadge state={state} />} />
            ) : (
              <div class="card link-card">
                <span class="link-card__picture">
                  <MemberPicture code={member.code} />
                </span>
                <span class="link-card__body">
                  <span class="link-card__title">{name}</span>
                  <span class="link-card__text">{t('todo')}</span>
                </span>
              </div>
            )}
          </li>
        ))}
      </ol>
    </Screen>
  );
}

function Opening({ missing }: { missing: boolean }) {
  return (
    <Screen title={t('group')} back={paths.home}>
      {missing ? (
        <Banner kind="warning" title={t('errors.list')} alert>
          <p>{t('errors.list_hint')}</p>
          <Button kind="second" onClick={() => void loadFamilies()}>
            {common('retry')}
          </Button>
        </Banner>
      ) : (
        <Skeleton lines={4} />
      )}
    </Screen>
  );
}
