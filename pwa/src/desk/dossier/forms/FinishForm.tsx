import { useEffect, useRef, useState } from 'preact/hooks';
import { Banner } from '../../../components/Banner';
import { Button } from '../../../components/Button';
import { IconPlus, IconTrash } from '../../../components/icons';
import { TextInput } from '../../../components/TextInput';
import { ACCEPTED, CaptureError, takePage } from '../../../capture';
import { newId } from '../../../domain/ids';
import { agencies, loadAgencies } from '../../../state/places';
import { sendResult } from '../../api/files';
import { formName } from '../../state/acts';
import { useKept } from '../../state/kept';
import { ta } from '../../words';
import type { ActFormProps } from '../ActPanel';
import { ActFormShell } from './shared';

interface Typed {
  files: { id: string; name: string }[];
  where: string;
  hours: string;
  bring: string;
  who: string;
}

interface Going {
  key: string;
  name: string;
  fault: string | null;
}

/** The result's files, sent as they are chosen, and where it is fetched. */
export function FinishForm({ dossier, action, onSend }: ActFormProps) {
  const [typed, setTyped] = useKept<Typed>(formName(dossier.id, action), () => emptyPickup(dossier.owner_name));
  const [going, setGoing] = useState<Going[]>([]);
  // A file takes seconds to arrive; what was typed meanwhile must not be written over.
  const latest = useRef(typed);
  latest.current = typed;
  const [tried, setTried] = useState(false);
  const agency = agencies.value?.find((each) => each.code === dossier.agency);
  const electronic = dossier.result?.how === 'electronic';
  useEffect(() => void loadAgencies(), []);
  useEffect(() => {
    if (!agency || typed.where) return;
    setTyped({ ...typed, where: [agency.name, agency.address].filter(Boolean).join(', '), hours: agency.hours_text ?? '' });
  }, [agency]);
  const filled = [typed.where, typed.hours, typed.bring, typed.who].every((text) => text.trim());
  const fileMissing = electronic && typed.files.length === 0;
  const busy = going.some((file) => !file.fault);
  const add = async (files: FileList | null): Promise<void> => {
    for (const file of files ?? []) {
      const key = newId();
      setGoing((all) => [...all, { key, name: file.name, fault: null }]);
      const sent = await sendOne(file);
      if ('fault' in sent) {
        setGoing((all) => all.map((each) => (each.key === key ? { ...each, fault: sent.fault } : each)));
      } else {
        latest.current = { ...latest.current, files: [...latest.current.files, { id: sent.id, name: file.name }] };
        setTyped(latest.current);
        setGoing((all) => all.filter((each) => each.key !== key));
      }
    }
  };
  const send = (): void => {
    setTried(true);
    if (!filled || fileMissing || busy) return;
    const { where, hours, bring, who } = typed;
    onSend({
      ...(typed.files.length ? { results: typed.files.map((file) => file.id) } : {}),
      pickup: { where: where.trim(), hours: hours.trim(), bring: bring.trim(), who: who.trim() },
    });
  };
  const part = (key: 'where' | 'hours' | 'bring' | 'who') => ({
    label: ta(`pickup.${key}`),
    value: typed[key],
    onInput: (text: string) => setTyped({ ...typed, [key]: text }),
    maxLength: 200,
    required: true,
    error: tried && !typed[key].trim() ? ta('fault.empty') : null,
  });
  return (
    <ActFormShell go={ta('act.finish')} onSubmit={send} busy={busy}>
      <p>{ta(electronic ? 'finish.electronic' : 'finish.about')}</p>
      <ul class="sent-files">
        {typed.files.map((file) => (
          <li key={file.id}>
            <span>{file.name}</span>
            <button type="button" class="tool" aria-label={ta('finish.remove', { name: file.name })} onClick={() => setTyped({ ...typed, files: typed.files.filter((each) => each !== file) })}>
              <IconTrash />
            </button>
          </li>
        ))}
        {going.map((file) => (
          <li key={file.key} role="status">
            <span>{file.name}</span> {file.fault ? <span class="field__error">{file.fault}</span> : <span class="soft">{ta('finish.sending')}</span>}
          </li>
        ))}
      </ul>
      <label class="pick-file">
        <IconPlus /> {ta('finish.add')}
        <input
          class="unseen"
          type="file"
          accept={ACCEPTED}
          multiple
          onChange={(event) => {
            void add(event.currentTarget.files);
            event.currentTarget.value = '';
          }}
        />
      </label>
      {tried && fileMissing && <Banner kind="bad">{ta('finish.need')}</Banner>}
      {going.some((file) => file.fault) && (
        <Button kind="quiet" onClick={() => setGoing((all) => all.filter((each) => !each.fault))}>
          {ta('finish.clear')}
        </Button>
      )}
      <TextInput {...part('where')} />
      <TextInput {...part('hours')} />
      <TextInput {...part('bring')} />
      <TextInput {...part('who')} />
    </ActFormShell>
  );
}

function emptyPickup(owner: string): Typed {
  return { files: [], where: '', hours: '', bring: ta('pickup.usual_bring'), who: ta('pickup.usual_who', { name: owner }) };
}

async function sendOne(file: File): Promise<{ id: string } | { fault: string }> {
  try {
    const { blob, sha256 } = await takePage(file);
    const sent = await sendResult(blob, sha256);
    return sent.done ? { id: sent.id } : { fault: sent.detail || ta('errors.no_link') };
  } catch (cause) {
    if (cause instanceof CaptureError) return { fault: ta('errors.file') };
    throw cause;
  }
}
