import { useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { Sheet } from '../../components/Sheet';
import { TextInput } from '../../components/TextInput';
import { showPhone } from '../../domain/phones';
import { putSender } from '../api/dossiers';
import type { DeskDossier } from '../api/types';
import { momentText } from '../parts/DueMark';
import { newerVersion, take } from '../state/dossier';
import { td } from '../words';

/** What the sender said of themselves, whom to call, and the act that makes it sure. */
export function Sender({ dossier }: { dossier: DeskDossier }) {
  const [open, setOpen] = useState(false);
  if (dossier.verified) return null;
  const { sender } = dossier;
  return (
    <Banner kind="warning" title={td('people.unverified')}>
      {sender && (
        <p>
          {td('sender.said', { name: sender.full_name })}
          {sender.phone && (
            <>
              {' · '}
              <a href={`tel:${sender.phone}`}>{showPhone(sender.phone)}</a>
            </>
          )}
        </p>
      )}
      <p>
        <Button kind="second" onClick={() => setOpen(true)}>
          {td('sender.verify')}
        </Button>
      </p>
      {open && <VerifySheet dossier={dossier} onClose={() => setOpen(false)} />}
    </Banner>
  );
}

/** How the sender was verified, with the officer's note. */
export function Verification({ dossier: { verification } }: { dossier: DeskDossier }) {
  if (!verification) return null;
  const { how, note, at } = verification;
  return (
    <div class="answers__line">
      <dt>{td('event.sender_verified')}</dt>
      <dd>
        {td(`verified.${how}`)} · {momentText(at)}
        {note && <p class="soft small">{note}</p>}
      </dd>
    </div>
  );
}

function VerifySheet({ dossier, onClose }: { dossier: DeskDossier; onClose: () => void }) {
  const [note, setNote] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const verify = async (how: 'telephone' | 'desk'): Promise<void> => {
    const answer = await putSender(dossier.id, dossier.version, how, note.trim());
    if (answer.kind === 'ok') take(answer.body);
    else if (answer.kind === 'problem' && answer.status === 412) newerVersion.value = dossier.version + 1;
    else return setFault(answer.kind === 'problem' ? answer.problem.title : td('errors.no_link'));
    onClose();
  };
  return (
    <Sheet
      title={td('sender.verify')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={() => void verify('telephone')}>{td('sender.called')}</Button>
          <Button kind="second" onClick={() => void verify('desk')}>
            {td('sender.met')}
          </Button>
        </>
      }
    >
      {fault && (
        <Banner kind="bad" alert>
          {fault}
        </Banner>
      )}
      <p>{td('sender.about')}</p>
      <TextInput label={td('sender.note')} help={td('sender.note_help')} value={note} onInput={setNote} long maxLength={500} />
    </Sheet>
  );
}
