import { useEffect, useState } from 'preact/hooks';
import { allow, forget, type Listed, list, stop } from '../../actions/people/people';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { Card } from '../../components/Card';
import { EmptyState } from '../../components/EmptyState';
import { IconTrash } from '../../components/icons';
import { Screen } from '../../components/Screen';
import { Sheet } from '../../components/Sheet';
import { Skeleton } from '../../components/Skeleton';
import { showDate } from '../../domain/dates';
import { consentWords } from '../../forms/people/Consent';
import { t } from '../../forms/people/words';
import { paths } from '../../router/paths';
import { account, openShelf, shelfReady } from '../../state/shelf';
import { common } from '../../words/common';

/** `/toi/nguoi-quen`: whom this phone remembers for whoever is signed in; one tap deletes a person. */
export function PeopleScreen() {
  useEffect(() => void openShelf(), []);
  const id = account.value?.id;
  if (!shelfReady.value) {
    return (
      <Screen title={t('title')} back={paths.settings}>
        <Skeleton lines={3} />
      </Screen>
    );
  }
  return (
    <Screen title={t('title')} back={paths.settings}>
      {id ? (
        <Own key={id} account={id} />
      ) : (
        <EmptyState picture="basket" title={t('sign_in')} text={t('sign_in_text')}>
          <Button href={`${paths.signIn}?next=${paths.people}`}>{t('sign_in_do')}</Button>
        </EmptyState>
      )}
    </Screen>
  );
}

function Own({ account: id }: { account: string }) {
  const [seen, setSeen] = useState<Listed | null>(null);
  const [asking, setAsking] = useState(false);
  const [said, setSaid] = useState(false);
  const read = (): Promise<void> => list(id).then(setSeen);
  useEffect(() => void read(), []);
  if (!seen) return <Skeleton lines={3} />;
  return (
    <>
      {seen.lost > 0 && <Banner kind="warning" alert title={t('lost', { n: seen.lost })} />}
      {seen.people.length > 0 && <p>{t('intro')}</p>}
      {seen.people.map((person) => (
        <Card key={person.id} title={person.full_name}>
          <p class="soft">{[person.birth_date && showDate(person.birth_date), person.id_number].filter(Boolean).join(' · ')}</p>
          <Button kind="quiet" icon={IconTrash} onClick={() => void forget(person.id).then(read).then(() => setSaid(true))}>
            {t('remove', { name: person.full_name ?? '' })}
          </Button>
        </Card>
      ))}
      <div role="status">{said && t('removed')}</div>
      {seen.people.length === 0 && (
        <EmptyState picture="basket" title={t('empty')} text={t(seen.allowed === false ? 'empty_off' : 'empty_text')}>
          {seen.allowed === false && <Button onClick={() => void allow(id, consentWords()).then(read)}>{t('allow')}</Button>}
        </EmptyState>
      )}
      {seen.allowed && (
        <Button kind="quiet" onClick={() => setAsking(true)}>
          {t('stop')}
        </Button>
      )}
      {asking && (
        <Sheet
          title={t('stop_ask')}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button
                kind="danger"
                icon={IconTrash}
                onClick={() => {
                  setAsking(false);
                  void stop(id, consentWords()).then(read);
                }}
              >
                {t('stop')}
              </Button>
              <Button kind="quiet" onClick={() => setAsking(false)}>
                {common('cancel')}
              </Button>
            </>
          }
        >
          <p>{t('stop_text')}</p>
        </Sheet>
      )}
    </>
  );
}
