import { useState } from 'preact/hooks';
import { Button } from '../../components/Button';
import { TextInput } from '../../components/TextInput';
import { addresses, putNationalCode } from '../api/dossiers';
import type { DeskDossier } from '../api/types';
import { dayText, momentText } from '../parts/DueMark';
import { IconPrint } from '../parts/icons';
import { newerVersion, say, take } from '../state/dossier';
import { deskPaths } from '../state/paths';
import { td } from '../words';

const LETTERS = ['acceptance', 'supplement', 'refusal', 'apology', 'stop'] as const;

/** How the result is wanted, the letters, and what there is of the result. */
export function Outcome({ dossier }: { dossier: DeskDossier }) {
  const { result, pickup, handover } = dossier;
  return (
    <section class="block">
      <h2 class="block__title">{td('outcome.title')}</h2>
      <dl class="answers">
        <Line word={td('outcome.how')}>
          {result ? td(`how.${result.how}`) : td('how.desk')}
          {result?.fetcher && ` · ${result.fetcher.full_name} ${result.fetcher.phone ?? ''}`}
          {result?.address && ` · ${result.address}`}
        </Line>
        {dossier.binding_due && <Line word={td('outcome.due')}>{dayText(dossier.binding_due)}</Line>}
        {!dossier.binding_due && dossier.provisional_due && <Line word={td('outcome.provisional')}>{dayText(dossier.provisional_due)}</Line>}
        {dossier.due_reason && <Line word={td('outcome.due_reason')}>{dossier.due_reason}</Line>}
        {dossier.national_code && <Line word={td('outcome.national')}>{dossier.national_code}</Line>}
        {pickup && (
          <Line word={td('outcome.pickup')}>
            {pickup.where}. {pickup.hours}. {pickup.bring} {pickup.who}
          </Line>
        )}
        {handover && (
          <Line word={td('outcome.handover')}>
            {handover.full_name} · {handover.relation} · {momentText(handover.at)}
          </Line>
        )}
      </dl>
      <Files dossier={dossier} />
      {dossier.accepted_at && <NationalCode dossier={dossier} />}
      {dossier.kind === 'form' && (
        <Button kind="second" href={deskPaths.handOff(dossier.id)}>
          {td('outcome.hand_off')}
        </Button>
      )}
    </section>
  );
}

function Line({ word, children }: { word: string; children: preact.ComponentChildren }) {
  return (
    <div class="answers__line">
      <dt>{word}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Files({ dossier }: { dossier: DeskDossier }) {
  if (!dossier.results.length && !dossier.letters.length) return null;
  return (
    <ul class="files">
      {dossier.letters.map(({ kind }) => (
        <li key={kind}>
          <a href={addresses.letter(dossier.id, kind)} target="_blank" rel="noopener">
            <IconPrint /> {letterName(kind)}
          </a>
        </li>
      ))}
      {dossier.results.map((file) => (
        <li key={file.id}>
          <a href={addresses.result(dossier.id, file.id)} target="_blank" rel="noopener">
            <IconPrint /> {file.name}
          </a>
        </li>
      ))}
    </ul>
  );
}

export function letterName(kind: string): string {
  const known = LETTERS.find((each) => each === kind);
  return known ? td(`letter.${known}`) : kind;
}

/** The code that the national system gave; the one people were told stays. */
export function NationalCode({ dossier }: { dossier: DeskDossier }) {
  const [code, setCode] = useState(dossier.national_code ?? '');
  const [fault, setFault] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    const answer = await putNationalCode(dossier.id, dossier.version, code.trim());
    if (answer.kind === 'ok') {
      take(answer.body);
      setFault(null);
      say({ key: 'said.saved' });
    } else if (answer.kind === 'problem' && answer.status === 412) {
      newerVersion.value = dossier.version + 1;
      setFault(td('errors.newer'));
    } else setFault(answer.kind === 'problem' ? problemText(answer.problem) : td('errors.no_link'));
  };
  return (
    <form
      class="one-line"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextInput label={td('national.label')} help={td('national.help')} value={code} onInput={setCode} maxLength={40} error={fault} />
      <Button kind="second" type="submit" disabled={!code.trim() || code.trim() === dossier.national_code}>
        {td('national.save')}
      </Button>
    </form>
  );
}

function problemText({ title, errors }: { title: string; errors: unknown }): string {
  const found = (errors as { code?: string[] } | undefined)?.code?.[0];
  return found ?? title;
}

export function feeText(amount: number | null): string {
  if (amount === null) return td('fee.unknown');
  if (amount === 0) return td('fee.free');
  return td('fee.amount', { amount: String(amount).replace(/\B(?=(\d{3})+$)/g, '.') });
}

