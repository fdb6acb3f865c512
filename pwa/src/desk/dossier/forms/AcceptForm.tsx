import { useState } from 'preact/hooks';
import { Banner } from '../../../components/Banner';
import { TextInput } from '../../../components/TextInput';
import { RadioTiles } from '../../../components/Tiles';
import { maskDate, readDate } from '../../../domain/dates';
import { dayText } from '../../parts/DueMark';
import { formName } from '../../state/acts';
import { useKept } from '../../state/kept';
import { ta } from '../../words';
import type { ActFormProps } from '../ActPanel';
import { ActFormShell, dayFault, REASON_LENGTH, reasonFault } from './shared';

interface Typed {
  whose: 'own' | 'national';
  code: string;
  day: string;
  reason: string;
}

/** The code and the date by which the result is owed. */
export function AcceptForm({ dossier, action, onSend }: ActFormProps) {
  const [typed, setTyped] = useKept<Typed>(formName(dossier.id, action), () => ({ whose: 'own', code: '', day: '', reason: '' }));
  const [tried, setTried] = useState(false);
  const set = (change: Partial<Typed>): void => setTyped({ ...typed, ...change });
  const day = readDate(typed.day);
  const uncertain = !dossier.certain_term;
  const codeMissing = typed.whose === 'national' && !typed.code.trim();
  const send = (): void => {
    setTried(true);
    if (codeMissing || (uncertain && (!day || typed.reason.trim().length < REASON_LENGTH))) return;
    onSend({
      ...(typed.whose === 'national' ? { code: typed.code.trim() } : {}),
      ...(uncertain ? { due_date: day, reason: typed.reason.trim() } : {}),
    });
  };
  return (
    <ActFormShell go={ta('act.accept')} onSubmit={send}>
      {dossier.gaps.length > 0 && <Banner kind="warning">{ta('accept.gaps', { n: dossier.gaps.length })}</Banner>}
      <RadioTiles
        label={ta('accept.code')}
        value={typed.whose}
        onChoose={(whose) => set({ whose: whose as Typed['whose'] })}
        options={[
          { value: 'own', label: ta('accept.own'), help: ta('accept.own_help') },
          { value: 'national', label: ta('accept.national'), help: ta('accept.national_help') },
        ]}
      />
      {typed.whose === 'national' && (
        <TextInput label={ta('accept.national_code')} value={typed.code} onInput={(code) => set({ code })} maxLength={40} required error={tried && codeMissing ? ta('fault.code') : null} />
      )}
      {uncertain ? (
        <>
          <TextInput
            label={ta('accept.day')}
            help={ta('accept.day_help')}
            value={typed.day}
            onInput={(text) => set({ day: text.length > typed.day.length ? maskDate(text) : text })}
            inputMode="numeric"
            maxLength={10}
            required
            error={dayFault(day, tried)}
          />
          <TextInput label={ta('accept.day_reason')} value={typed.reason} onInput={(reason) => set({ reason })} long required maxLength={2000} error={reasonFault(typed.reason, tried)} />
        </>
      ) : (
        <p>
          {ta('accept.certain')} {dossier.provisional_due && <strong>{dayText(dossier.provisional_due)}</strong>}
        </p>
      )}
    </ActFormShell>
  );
}
