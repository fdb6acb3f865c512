import { useEffect, useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconPlus, IconSound, IconStop, IconTrash } from '../../components/icons';
import { Sheet } from '../../components/Sheet';
import { common } from '../../words/common';
import { useCall } from '../pay/useCall';
import { deleteRecording, type Kept, putRecording, type ToRecord } from './api';
import { useMicrophone } from './useMicrophone';
import { tr } from './words';

interface SentenceRowProps {
  language: string;
  row: ToRecord;
  onChange: (recording: Kept | null) => void;
}

/** One sentence: heard, recorded with this computer or phone, or sent as a file. */
export function SentenceRow({ language, row, onChange }: SentenceRowProps) {
  const [said, setSaid] = useState<Blob | null>(null);
  const { busy, fault, run } = useCall();
  const microphone = useMicrophone(setSaid);
  const send = (sound: Blob): void =>
    void run(
      () => putRecording(language, row.id, sound),
      (kept) => {
        setSaid(null);
        onChange(kept);
      },
    );
  return (
    <li class={`say say--${row.state}`}>
      <div>
        <p class="say__text">{row.text}</p>
        <p class="soft small">
          <code>{row.id}</code> · {tr('used', { n: row.procedures })}
        </p>
        {row.before && <p class="small say__before">{tr('before', { text: row.before })}</p>}
      </div>
      <div class="say__acts">
        {row.recording && !said && <Heard url={row.recording.url} note={soundNote(row.recording)} label={row.text} />}
        {said && <Said said={said} busy={busy} label={row.text} onSave={() => send(said)} onDrop={() => setSaid(null)} />}
        {!said && <Ways row={row} busy={busy} microphone={microphone} onFile={send} onRemove={() => void run(() => deleteRecording(language, row.id), () => onChange(null))} />}
        <div role="alert">
          {fault && <Banner kind="bad">{fault}</Banner>}
          {microphone.state === 'failed' && <Banner kind="bad">{tr('errors.microphone')}</Banner>}
        </div>
      </div>
    </li>
  );
}

const soundNote = ({ seconds, bytes }: Kept): string =>
  tr('sound', { seconds: String(seconds).replace('.', ','), size: Math.max(1, Math.round(bytes / 1000)) });

/** A sound that plays here and now: from the server, or just recorded. */
export function Heard({ url, note, label }: { url: string; note?: string; label: string }) {
  return (
    <p class="say__heard">
      <audio controls preload="none" src={url} aria-label={label} />
      {note && <span class="soft small">{note}</span>}
    </p>
  );
}

function Said({ said, busy, label, onSave, onDrop }: { said: Blob; busy: boolean; label: string; onSave: () => void; onDrop: () => void }) {
  const [url, setUrl] = useState('');
  useEffect(() => {
    const made = URL.createObjectURL(said);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [said]);
  return (
    <>
      <p class="small">{tr('listen_first')}</p>
      {url && <Heard url={url} label={label} />}
      <div class="row">
        <Button busy={busy} onClick={onSave}>
          {tr('save')}
        </Button>
        <Button kind="quiet" onClick={onDrop}>
          {tr('drop')}
        </Button>
      </div>
    </>
  );
}

interface WaysProps {
  row: ToRecord;
  busy: boolean;
  microphone: ReturnType<typeof useMicrophone>;
  onFile: (file: File) => void;
  onRemove: () => void;
}

function Ways({ row, busy, microphone, onFile, onRemove }: WaysProps) {
  const [asked, setAsked] = useState(false);
  if (microphone.state === 'recording') {
    return (
      <Button kind="danger" icon={IconStop} onClick={microphone.stop}>
        {tr('stop')}
      </Button>
    );
  }
  return (
    <div class="row">
      {microphone.state && (
        <Button kind="second" icon={IconSound} disabled={busy} onClick={microphone.start}>
          {tr(row.recording ? 'record_again' : 'record')}
        </Button>
      )}
      <label class="pick-file">
        <IconPlus /> {tr('pick')}
        <input
          class="unseen"
          type="file"
          accept="audio/*,video/mp4,video/webm"
          disabled={busy}
          aria-label={`${tr('pick')}: ${row.text}`}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) onFile(file);
            event.currentTarget.value = '';
          }}
        />
      </label>
      {row.recording && (
        <button type="button" class="tool" aria-label={tr('remove')} disabled={busy} onClick={() => setAsked(true)}>
          <IconTrash />
        </button>
      )}
      {asked && <Ask text={row.text} onClose={() => setAsked(false)} onRemove={onRemove} />}
    </div>
  );
}

function Ask({ text, onClose, onRemove }: { text: string; onClose: () => void; onRemove: () => void }) {
  const remove = (): void => {
    onClose();
    onRemove();
  };
  const actions = (
    <>
      <Button kind="danger" icon={IconTrash} onClick={remove}>
        {tr('remove')}
      </Button>
      <Button kind="quiet" onClick={onClose}>
        {common('cancel')}
      </Button>
    </>
  );
  return (
    <Sheet title={tr('remove_ask')} onClose={onClose} actions={actions}>
      <p>{text}</p>
    </Sheet>
  );
}
