import { useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { CheckTiles, RadioTiles } from '../../components/Tiles';
import { TextInput } from '../../components/TextInput';
import { newId } from '../../domain/ids';
import { useCall, useCommand } from '../pay/useCall';
import { NotLoaded, useLoaded } from '../pay/useLoaded';
import { useKept } from '../state/kept';
import { getHamlets, postPreview, putAnnouncement } from './api';
import { Loudspeaker } from './Loudspeaker';
import type { Announcement, AnnouncementDraft, AnnouncementKind, Preview } from './types';
import { tm } from './words';

const LONGEST = 300;
const SHORTEST = 10;
const NOTHING: AnnouncementDraft = { kind: 'announcement', text: '', hamlets: [] };

/** Written, then looked at as it will arrive, then sent: once for its id, however often it is pressed. */
export function Writer({ onSent }: { onSent: () => void }) {
  const [typed, setTyped, drop] = useKept<AnnouncementDraft>('announcement', () => NOTHING);
  const [seen, setSeen] = useState<Preview | null>(null);
  const hamlets = useLoaded(getHamlets, 'hamlets');
  const preview = useCall();
  const command = useCommand<AnnouncementDraft & { id: string }, Announcement>('announcement', putAnnouncement, () => {
    setSeen(null);
    drop();
    setTyped(NOTHING);
    onSent();
  });
  const change = (change: Partial<AnnouncementDraft>): void => {
    setSeen(null);
    setTyped({ ...typed, ...change });
  };
  const ready = typed.text.trim().length >= SHORTEST && typed.hamlets.length > 0;
  const waiting = command.busy || command.inDoubt;
  return (
    <section class="block" aria-label={tm('news.write')}>
      <h2 class="block__title">{tm('news.write')}</h2>
      <RadioTiles label={tm('news.kind')} options={(['announcement', 'alert'] as const).map((value) => ({ value, label: tm(`kind.${value}`), help: tm(`kind.${value}.help`) }))} value={typed.kind} onChoose={(kind) => change({ kind: kind as AnnouncementKind })} />
      <TextInput label={tm('news.text')} help={tm('news.text_help', { left: LONGEST - typed.text.length })} long maxLength={LONGEST} value={typed.text} onInput={(text) => change({ text })} />
      <NotLoaded of={hamlets} />
      {hamlets.value && (
        <CheckTiles label={tm('news.hamlets')} options={hamlets.value.map(({ id, name, listeners }) => ({ value: id, label: name, help: tm('listeners', { n: listeners }) }))} values={typed.hamlets} onChange={(chosen) => change({ hamlets: chosen })} />
      )}
      {preview.fault && <Banner kind="bad" alert>{preview.fault}</Banner>}
      {!seen && (
        <Button disabled={!ready} busy={preview.busy} onClick={() => void preview.run(() => postPreview(typed), setSeen)}>
          {tm('news.look')}
        </Button>
      )}
      {!ready && <p class="soft small">{tm('news.lacks')}</p>}
      {seen && <Seen seen={seen} />}
      <div role="alert">{command.fault && <Banner kind="bad">{command.fault}</Banner>}</div>
      {(seen || waiting) && (
        <Button busy={command.busy} wide disabled={!command.inDoubt && seen?.left_today === 0} onClick={() => (command.inDoubt ? command.again() : command.send({ ...typed, id: newId() }))}>
          {tm(command.inDoubt ? 'news.again' : 'news.send', { n: seen?.recipients ?? 0 })}
        </Button>
      )}
    </section>
  );
}

function Seen({ seen }: { seen: Preview }) {
  return (
    <div class="stack" role="status">
      <p>
        <strong>{tm('news.to', { n: seen.recipients })}</strong> {tm('news.ways', { push: seen.by_push, sms: seen.by_text })}
      </p>
      <blockquote class="calls__say">
        <p class="soft small">{tm('news.push')}</p>
        <p>
          <strong>{seen.title}</strong>
        </p>
        <p>{seen.body}</p>
      </blockquote>
      <blockquote class="calls__say">
        <p class="soft small">{tm('news.sms')}</p>
        <p>{seen.sms}</p>
        {!seen.sms_whole && <p class="soft small">{tm('news.cut')}</p>}
      </blockquote>
      <p class="soft small">{tm('loudspeaker')}</p>
      <Loudspeaker text={seen.loudspeaker} />
      <p class="soft">{tm(seen.left_today > 0 ? 'news.left' : 'news.enough', { n: seen.left_today })}</p>
    </div>
  );
}
