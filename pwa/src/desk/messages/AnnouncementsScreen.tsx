import './messages.css';
import { useEffect, useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { EmptyState } from '../../components/EmptyState';
import { common } from '../../words/common';
import { shortMoment } from '../parts/DueMark';
import { useTitle } from '../parts/useTitle';
import { NotLoaded, useLoaded } from '../pay/useLoaded';
import { me } from '../state/session';
import { getAnnouncements } from './api';
import { Loudspeaker } from './Loudspeaker';
import type { Announcement } from './types';
import { tm, wordFor } from './words';
import { Writer } from './Writer';

/** So often a list is asked for again while something is on its way. */
const AGAIN_MS = 3000;

/** One alert to the hamlets that asked for it: written, looked at, sent, and read over the loudspeaker. */
export function AnnouncementsScreen() {
  useTitle(tm('news'));
  const loaded = useLoaded(getAnnouncements, 'announcements');
  const items = loaded.value?.items;
  const moving = items?.some(({ state }) => state === 'sending') ?? false;
  useEffect(() => {
    if (!moving) return undefined;
    const timer = setInterval(loaded.reload, AGAIN_MS);
    return () => clearInterval(timer);
  }, [moving, loaded.value]);
  const may = me.value?.person.role !== 'officer';
  return (
    <main class="page" id="main" tabIndex={-1}>
      <header class="page__head">
        <div>
          <h1 class="page__title">{tm('news')}</h1>
          <p class="soft">{tm('news.about')}</p>
        </div>
      </header>
      {may ? <Writer onSent={loaded.reload} /> : <Banner>{tm('news.leaders')}</Banner>}
      <section class="block" aria-label={tm('news.sent')}>
        <h2 class="block__title">{tm('news.sent')}</h2>
        <NotLoaded of={loaded} />
        {items?.length === 0 && <EmptyState picture="mountains" title={tm('news.none')} />}
        <ul class="trails">
          {items?.map((one) => (
            <Sent key={one.id} one={one} />
          ))}
        </ul>
      </section>
    </main>
  );
}

function Sent({ one }: { one: Announcement }) {
  const [open, setOpen] = useState(false);
  return (
    <li class="trails__one">
      <p>
        <strong>{wordFor('kind', one.kind)}</strong> · <time>{shortMoment(one.at)}</time>
        {one.by && ` · ${one.by}`}
      </p>
      <p>{one.text}</p>
      <p role="status">{tm(one.state === 'done' ? 'news.done' : 'news.moving', { made: one.made, all: one.recipients })}</p>
      {one.state === 'sending' && <progress max={one.recipients} value={one.made} aria-label={tm('news.progress')} />}
      <Button kind="quiet" onClick={() => setOpen(!open)}>
        {open ? common('close') : tm('loudspeaker')}
      </Button>
      {open && <Loudspeaker text={one.loudspeaker} />}
    </li>
  );
}
