import { useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { IconPlus } from '../../components/icons';
import { wordsOf } from '../pay/useCall';
import { putRecording, type RecordingList } from './api';
import { idIn } from './names';
import { tr } from './words';

/** Files recorded elsewhere: each finds its sentence by its name, and each is told by itself. */
export function ManyFiles({ list, onDone }: { list: RecordingList; onDone: () => void }) {
  const [sent, setSent] = useState<{ done: number; all: number } | null>(null);
  const [told, setTold] = useState<{ saved: number; faults: string[] } | null>(null);
  const send = async (files: File[]): Promise<void> => {
    const ids = new Set(list.sentences.map(({ id }) => id));
    const faults: string[] = [];
    setTold(null);
    for (const [done, file] of files.entries()) {
      setSent({ done, all: files.length });
      const id = idIn(file.name, ids);
      const answer = id ? await putRecording(list.language, id, file) : null;
      if (!answer) faults.push(tr('many_unknown', { name: file.name }));
      else if (answer.kind !== 'ok') faults.push(tr('many_refused', { name: file.name, why: wordsOf(answer) }));
    }
    setSent(null);
    setTold({ saved: files.length - faults.length, faults });
    onDone();
  };
  return (
    <>
      <label class="pick-file">
        <IconPlus /> {tr('many')}
        <input
          class="unseen"
          type="file"
          multiple
          accept="audio/*,video/mp4,video/webm"
          disabled={sent !== null}
          onChange={(event) => {
            void send([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
      </label>
      <div role="status">
        {sent && <p>{tr('many_sending', { n: sent.done + 1, all: sent.all })}</p>}
        {told && told.saved > 0 && <Banner kind="good">{tr('many_done', { n: told.saved })}</Banner>}
        {told?.faults.map((fault) => (
          <Banner key={fault} kind="bad">
            {fault}
          </Banner>
        ))}
      </div>
    </>
  );
}
