import { useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { TextInput } from '../../components/TextInput';
import { say } from '../state/dossier';
import { useKept } from '../state/kept';
import { getPayee, putPayee } from './api';
import { bankLetters } from './sums';
import type { Payee } from './types';
import { useCall } from './useCall';
import { type Loaded, NotLoaded, useLoaded } from './useLoaded';
import { tp } from './words';

/** NAPAS's numbers of the banks where communes usually have their account. */
const BANKS: readonly (readonly [bin: string, name: string])[] = [
  ['970405', 'Agribank'],
  ['970418', 'BIDV'],
  ['970415', 'VietinBank'],
  ['970436', 'Vietcombank'],
  ['970422', 'MB'],
  ['970407', 'Techcombank'],
  ['970403', 'Sacombank'],
  ['970432', 'VPBank'],
  ['970449', 'LPBank'],
];
const OTHER = 'other';

/** Where transfers go, for the administrator. Without it nobody is offered one. */
export function PayeeEditor() {
  const loaded = useLoaded(getPayee, '');
  const known = loaded.value?.payee ?? null;
  return (
    <section class="block settings__wide" aria-label={tp('payee')}>
      <h2 class="block__title">{tp('payee')}</h2>
      <p class="soft">{tp('payee.about')}</p>
      <NotLoaded of={loaded} />
      {loaded.value && !known && <Banner kind="warning">{tp('payee.none')}</Banner>}
      {loaded.value && <Editor key={JSON.stringify(known)} known={known} loaded={loaded} />}
    </section>
  );
}

const NOBODY: Payee = { bin: '', bank: '', account: '', name: '' };

function Editor({ known, loaded }: { known: Payee | null; loaded: Loaded<{ payee: Payee | null }> }) {
  const [typed, setTyped, drop] = useKept<Payee>('payee', () => known ?? NOBODY);
  const [tried, setTried] = useState(false);
  const { busy, fault, run } = useCall();
  const set = (change: Partial<Payee>): void => setTyped({ ...typed, ...change });
  const wrong = faultsOf(typed);
  const save = (): void => {
    setTried(true);
    if (Object.values(wrong).some(Boolean)) return;
    const sent = { ...typed, bank: typed.bank.trim(), name: bankLetters(typed.name).trim() };
    void run(
      () => putPayee(sent),
      (after) => {
        drop();
        loaded.set(after);
        say({ key: 'said.saved' });
      },
    );
  };
  return (
    <form
      class="money-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div class="form-grid form-grid--short">
        <BankPick typed={typed} wrong={tried && wrong.bank} onPick={set} />
        <TextInput label={tp('payee.account')} value={typed.account} onInput={(account) => set({ account: account.replace(/\s/g, '') })} maxLength={19} required error={tried && wrong.account ? tp('fault.account') : null} />
      </div>
      <TextInput label={tp('payee.name')} help={tp('payee.name_help')} value={typed.name} onInput={(name) => set({ name })} onBlur={() => set({ name: bankLetters(typed.name) })} maxLength={120} required error={tried && wrong.name ? tp('fault.name') : null} />
      <div role="alert">{fault && <Banner kind="bad">{fault}</Banner>}</div>
      <p class="soft small">{tp('payee.kept')}</p>
      <div class="row">
        <Button type="submit" busy={busy} disabled={JSON.stringify(typed) === JSON.stringify(known)}>
          {tp('save')}
        </Button>
      </div>
    </form>
  );
}

interface BankPickProps {
  typed: Payee;
  wrong: boolean;
  onPick: (change: Partial<Payee>) => void;
}

function BankPick({ typed, wrong, onPick }: BankPickProps) {
  const listed = BANKS.some(([bin]) => bin === typed.bin);
  const [other, setOther] = useState(Boolean(typed.bin || typed.bank) && !listed);
  const choose = (value: string): void => {
    setOther(value === OTHER);
    onPick({ bin: value === OTHER ? '' : value, bank: BANKS.find(([bin]) => bin === value)?.[1] ?? '' });
  };
  return (
    <>
      <label class="field">
        <span class="field__label">{tp('payee.bank')}</span>
        {wrong && <span class="field__error">{tp('fault.bank')}</span>}
        <select class="input" value={other ? OTHER : typed.bin} onChange={(event) => choose(event.currentTarget.value)}>
          <option value="">{tp('payee.choose')}</option>
          {BANKS.map(([bin, name]) => (
            <option key={bin} value={bin}>
              {name}
            </option>
          ))}
          <option value={OTHER}>{tp('payee.other')}</option>
        </select>
      </label>
      {other && <TextInput label={tp('payee.bank_name')} value={typed.bank} onInput={(bank) => onPick({ bank })} maxLength={60} required />}
      {other && <TextInput label={tp('payee.bin')} help={tp('payee.bin_help')} value={typed.bin} onInput={(bin) => onPick({ bin })} inputMode="numeric" maxLength={6} required />}
    </>
  );
}

/** What the server would refuse. */
export function faultsOf({ bin, bank, account, name }: Payee): { bank: boolean; account: boolean; name: boolean } {
  return { bank: !/^\d{6}$/.test(bin) || !bank.trim(), account: !/^[0-9A-Za-z]{1,19}$/.test(account), name: !name.trim() };
}
