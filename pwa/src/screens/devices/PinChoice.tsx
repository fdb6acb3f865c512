import { useState } from 'preact/hooks';
import { choosePin } from '../../actions/session/choosePin';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { Card } from '../../components/Card';
import { IconLock } from '../../components/icons';
import { PinPad } from '../../components/PinPad';
import { Sheet } from '../../components/Sheet';
import { PIN_LENGTH } from '../../domain/pin';
import { t } from './words';

type Note = { kind: 'good' | 'bad'; text: string };

/** Four pictures, chosen twice, so that nobody locks themselves out by a slip of the finger. */
export function PinChoice() {
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState<Note | null>(null);
  return (
    <Card title={t('pin')}>
      <p class="soft">{t('pin_text')}</p>
      {note && <Banner kind={note.kind} alert>{note.text}</Banner>}
      <Button kind="second" icon={IconLock} onClick={() => setOpen(true)}>
        {t('pin_set')}
      </Button>
      {open && <PinSheet onClose={(told) => { setOpen(false); setNote(told); }} />}
    </Card>
  );
}

function PinSheet({ onClose }: { onClose: (note: Note | null) => void }) {
  const [first, setFirst] = useState<number[] | null>(null);
  const [chosen, setChosen] = useState<number[]>([]);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    if (!first) {
      setFirst(chosen);
      setChosen([]);
      return;
    }
    if (first.join() !== chosen.join()) {
      onClose({ kind: 'bad', text: t('errors.pin_differs') });
      return;
    }
    setBusy(true);
    const fault = await choosePin(chosen);
    if (!fault) onClose({ kind: 'good', text: t('pin_done') });
    else onClose({ kind: 'bad', text: fault.kind === 'told' ? fault.text : t(`errors.${fault.kind}`) });
  };
  return (
    <Sheet
      title={t(first ? 'pin_again' : 'pin_first')}
      onClose={() => onClose(null)}
      actions={
        <Button busy={busy} disabled={chosen.length < PIN_LENGTH} onClick={() => void save()} wide>
          {t(first ? 'pin_save' : 'pin_next')}
        </Button>
      }
    >
      <PinPad chosen={chosen} onChange={setChosen} />
    </Sheet>
  );
}
