import './news.css';
import { useEffect, useState } from 'preact/hooks';
import { changeWishes, readWishes, type Wishes } from '../../actions/news/wishes';
import type { Fault } from '../../actions/session/outcome';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { Card } from '../../components/Card';
import { EmptyState } from '../../components/EmptyState';
import { Screen } from '../../components/Screen';
import { Skeleton } from '../../components/Skeleton';
import { CheckTiles, RadioTiles } from '../../components/Tiles';
import { paths } from '../../router/paths';
import { account, openShelf, shelfReady } from '../../state/shelf';
import { Announcements } from './Announcements';
import { Phones } from './Phones';
import { Sharing } from './Sharing';
import { t } from './words';

/** Where, of what and in which words somebody wants to be told. */
export function NoticesScreen() {
  const person = account.value;
  useEffect(() => void openShelf(), []);
  return (
    <Screen title={t('title')} back={paths.inbox}>
      {person && <Choices key={person.id} />}
      {!person && shelfReady.value && (
        <EmptyState picture="basket" title={t('title')} text={t('out_text')}>
          <Button href={`${paths.signIn}?next=${paths.notices}`}>{t('sign_in')}</Button>
        </EmptyState>
      )}
    </Screen>
  );
}

function Choices() {
  const [wishes, setWishes] = useState<Wishes | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [saved, setSaved] = useState(false);
  const settle = (end: Awaited<ReturnType<typeof readWishes>>): void => {
    if ('got' in end) setWishes(end.got);
    setFault('fault' in end ? end.fault : null);
  };
  useEffect(() => void readWishes().then(settle), []);
  const change = async (change: Partial<Wishes>): Promise<void> => {
    setSaved(false);
    const end = await changeWishes(change);
    settle(end);
    setSaved('got' in end);
  };
  return (
    <>
      <FaultNote fault={fault} />
      <Phones onFault={setFault} />
      {!wishes && !fault && <Skeleton lines={4} />}
      <Sharing onFault={setFault} />
      {wishes && (wishes.stopped ? <Stopped change={change} /> : <Subjects wishes={wishes} change={change} />)}
      <p role="status" class="letters__saved">{saved && t('saved')}</p>
    </>
  );
}

interface Part {
  wishes: Wishes;
  change: (change: Partial<Wishes>) => Promise<void>;
}

function Subjects({ wishes, change }: Part) {
  const { choosable, muted, language } = wishes;
  const wanted = choosable.filter((subject) => !muted.includes(subject));
  const choose = (chosen: string[]) => change({ muted: choosable.filter((subject) => !chosen.includes(subject)) });
  return (
    <>
      <Card>
        <CheckTiles label={t('which')} help={t('which_text')} options={choosable.map((value) => ({ value, label: t(value as 'result') }))} values={wanted} onChange={(chosen) => void choose(chosen)} />
      </Card>
      <Announcements wishes={wishes} change={change} />
      <Card>
        <RadioTiles label={t('language')} options={(['vi', 'en'] as const).map((value) => ({ value, label: t(`language.${value}`) }))} value={language} onChoose={(value) => void change({ language: value as 'vi' })} />
      </Card>
      <Card title={t('stop')}>
        <p>{t('stop_text')}</p>
        <Button kind="danger" onClick={() => void change({ stopped: true })}>
          {t('stop_do')}
        </Button>
      </Card>
    </>
  );
}

function Stopped({ change }: Pick<Part, 'change'>) {
  return (
    <Banner kind="warning" title={t('stopped')}>
      <p>{t('stop_text')}</p>
      <Button wide onClick={() => void change({ stopped: false })}>
        {t('resume')}
      </Button>
    </Banner>
  );
}

function FaultNote({ fault }: { fault: Fault | null }) {
  if (!fault) return null;
  return (
    <Banner kind="warning" alert>
      <p>{fault.kind === 'told' ? fault.text : t(fault.kind === 'no_link' ? 'errors.no_link' : 'errors.off')}</p>
    </Banner>
  );
}
