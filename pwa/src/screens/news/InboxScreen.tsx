import './news.css';
import { useEffect, useState } from 'preact/hooks';
import { type Loaded, loadInbox, readAll } from '../../actions/news/inbox';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { EmptyState } from '../../components/EmptyState';
import { IconGear } from '../../components/first-icons';
import { IconPhone } from '../../components/icons';
import { Screen } from '../../components/Screen';
import { calendarDay, clockTime } from '../../domain/dates';
import type { Message } from '../../domain/message';
import { paths } from '../../router/paths';
import { followLetters, letters } from '../../state/news';
import { account, openShelf, shelfReady } from '../../state/shelf';
import { HelpingEntrance } from './Entrance';
import { t } from './words';

/** All messages of the commune, with or without a link; what is seen here counts as read. */
export function InboxScreen() {
  const person = account.value;
  useEffect(() => void openShelf(), []);
  if (shelfReady.value && !person) {
    return (
      <Screen title={t('inbox')} back={paths.home}>
        <EmptyState picture="basket" title={t('inbox')} text={t('out_text')}>
          <Button href={`${paths.signIn}?next=${paths.inbox}`}>{t('sign_in')}</Button>
        </EmptyState>
      </Screen>
    );
  }
  return (
    <Screen title={t('inbox')} back={paths.home}>
      {person && <Letters key={person.id} />}
    </Screen>
  );
}

function Letters() {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  // What was new when the screen opened stays marked while it is looked at.
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const shown = letters.value;
  useEffect(() => {
    void followLetters();
    void loadInbox().then(setLoaded);
  }, []);
  const unread = shown.filter(({ read }) => !read);
  useEffect(() => {
    if (unread.length === 0) return;
    setFresh((before) => new Set([...before, ...unread.map(({ id }) => id)]));
    void readAll(unread);
  }, [unread.length]);
  return (
    <>
      {loaded?.offline && (
        <Banner kind="warning">
          <p>{t('offline')}</p>
        </Banner>
      )}
      <HelpingEntrance />
      {shown.length === 0 && loaded && <EmptyState picture="path" title={t('empty')} text={t('empty_text')} />}
      <ul class="letters">
        {shown.map((message) => (
          <Letter key={message.id} message={message} fresh={fresh.has(message.id)} />
        ))}
      </ul>
      {loaded?.before && (
        <Button kind="quiet" wide onClick={() => void loadInbox(loaded.before).then(setLoaded)}>
          {t('older')}
        </Button>
      )}
      <Button kind="second" icon={IconGear} href={paths.notices} wide>
        {t('settings')}
      </Button>
    </>
  );
}

function Letter({ message, fresh }: { message: Message; fresh: boolean }) {
  const { day, month, year } = calendarDay(message.at);
  return (
    <li class={`card letters__one ${fresh ? 'letters__one--new' : ''}`}>
      <p class="soft small">
        {fresh && <strong class="letters__new">{t('new')}</strong>} {clockTime(message.at)} {day}/{month}/{year}
        {message.slip && <span class="letters__slip"> · {message.slip}</span>}
      </p>
      <h2>{message.title}</h2>
      <p>{message.body}</p>
      {message.next && <p><strong>{message.next}</strong></p>}
      <div class="row">
        {message.dossier && (
          <Button kind="second" href={paths.dossier(message.dossier)}>
            {t('open')}
          </Button>
        )}
        {message.tel && (
          <Button kind="quiet" icon={IconPhone} href={`tel:${message.tel.replaceAll(' ', '')}`}>
            {t('call')}
          </Button>
        )}
      </div>
    </li>
  );
}
