import './ready.css';
import { useEffect, useState } from 'preact/hooks';
import { freePhotographs, freeProcedures } from '../../actions/away/free';
import { removeDraft } from '../../actions/removeDraft';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { Card, LinkCard } from '../../components/Card';
import { IconSend, IconTrash } from '../../components/icons';
import { Screen } from '../../components/Screen';
import { Sheet } from '../../components/Sheet';
import { Skeleton } from '../../components/Skeleton';
import type { Draft } from '../../domain/draft';
import { paths } from '../../router/paths';
import { DAY_BYTES, lookAtRoom, type Room } from '../../state/away/room';
import { watchRoom } from '../../state/room';
import { entries, isMine, nearlyFull, openShelf } from '../../state/shelf';
import { common } from '../../words/common';
import { sizeOf, t } from './words';

/** `/bo-nho`: what takes room on this phone, and what of it may go. */
export function RoomScreen() {
  const [room, setRoom] = useState<Room | null>(null);
  const [asked, setAsked] = useState<Draft | null>(null);
  const read = async (): Promise<void> => {
    await openShelf();
    setRoom(await lookAtRoom(isMine));
    await watchRoom();
  };
  useEffect(() => void read(), []);
  const free = (work: Promise<void>): void => void work.then(read);
  return (
    <Screen title={t('room.title')} back={paths.settings}>
      {!room ? (
        <Skeleton lines={5} />
      ) : (
        <>
          {room.left !== null && (
            <Banner kind={nearlyFull.value || room.left < DAY_BYTES ? 'warning' : 'good'} title={t('room.left', { size: sizeOf(room.left) })}>
              {t('room.safe')}
            </Banner>
          )}
          {entries.value.length > 0 && (
            <LinkCard href={paths.dossiers} picture={<IconSend />} title={t('room.send', { n: entries.value.length })} text={t('room.send_text')} />
          )}
          <Part title={t('room.photos')} text={t('room.photos_text')} bytes={room.atServer.bytes} onFree={() => free(freePhotographs(room))} />
          <Part title={t('room.procedures')} text={t('room.procedures_text')} bytes={room.procedures.bytes} onFree={() => free(freeProcedures(room))} />
          <Drafts room={room} onAsk={setAsked} />
        </>
      )}
      {asked && (
        <Sheet
          title={t('room.ask')}
          onClose={() => setAsked(null)}
          actions={
            <>
              <Button
                kind="danger"
                icon={IconTrash}
                onClick={() => {
                  setAsked(null);
                  free(removeDraft(asked.id));
                }}
              >
                {t('room.remove')}
              </Button>
              <Button kind="quiet" onClick={() => setAsked(null)}>
                {common('cancel')}
              </Button>
            </>
          }
        >
          <p>{[asked.procedure_name, asked.owner?.full_name].filter(Boolean).join(' · ')}</p>
          <p>{t('room.ask_text')}</p>
        </Sheet>
      )}
    </Screen>
  );
}

interface PartProps {
  title: string;
  text: string;
  bytes: number;
  onFree: () => void;
}

function Part({ title, text, bytes, onFree }: PartProps) {
  return (
    <Card title={title}>
      <p class="soft">{bytes > 0 ? text : t('room.nothing')}</p>
      {bytes > 0 && (
        <Button kind="second" icon={IconTrash} onClick={onFree}>
          {t('room.free', { size: sizeOf(bytes) })}
        </Button>
      )}
    </Card>
  );
}

function Drafts({ room, onAsk }: { room: Room; onAsk: (draft: Draft) => void }) {
  if (room.drafts.length === 0) return null;
  return (
    <Card title={t('room.drafts')}>
      {room.drafts.map(({ draft, bytes }) => (
        <div class="room__line" key={draft.id}>
          <p>
            {draft.procedure_name}
            <br />
            <span class="soft small">{[draft.owner?.full_name, sizeOf(bytes)].filter(Boolean).join(' · ')}</span>
          </p>
          <Button kind="quiet" icon={IconTrash} onClick={() => onAsk(draft)}>
            {t('room.remove')}
          </Button>
        </div>
      ))}
    </Card>
  );
}
