import { useState } from 'preact/hooks';
import { sendUnverified } from '../../actions/sendUnverified';
import { Button } from '../../components/Button';
import { IconSend } from '../../components/icons';
import { Sheet } from '../../components/Sheet';
import { TextInput } from '../../components/TextInput';
import type { OutboxEntry } from '../../domain/outbox';
import { readPhone, showPhone } from '../../domain/phones';
import { drafts, unverified } from '../../state/shelf';
import { t } from './words';

/** Beside "Đăng nhập", for who cannot: a name, a number or none, and what becomes of it. */
export function Unverified({ entry }: { entry: OutboxEntry }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button kind="second" wide icon={IconSend} onClick={() => setAsking(true)}>
        {t('un.title')}
      </Button>
      {asking && <Ask entry={entry} onClose={() => setAsking(false)} />}
    </>
  );
}

function Ask({ entry, onClose }: { entry: OutboxEntry; onClose: () => void }) {
  const own = drafts.value.some(({ id, relation }) => id === entry.dossier && relation === 'self');
  // Whose own papers these are is asked their own number; a helper need not say theirs twice.
  const before = unverified.value.find(({ full_name }) => !own || full_name === entry.owner_name);
  const [name, setName] = useState(own ? entry.owner_name : (before?.full_name ?? ''));
  const [phone, setPhone] = useState(showPhone(before?.phone ?? ''));
  const [none, setNone] = useState(before?.phone === null);
  const [tried, setTried] = useState(false);
  const known = name.trim().normalize('NFC');
  const number = none ? null : readPhone(phone);
  const wrongName = known.length < 2;
  const wrongPhone = !none && !number;
  const send = (event: Event): void => {
    event.preventDefault();
    setTried(true);
    if (!wrongName && !wrongPhone) void sendUnverified(entry, known, number);
  };
  return (
    <Sheet title={t('un.title')} onClose={onClose}>
      <form class="stack" onSubmit={send} noValidate>
        <p>{t('un.how')}</p>
        <TextInput label={t('un.name')} error={tried && wrongName ? t('errors.un_name') : null} required maxLength={100} value={name} onInput={setName} />
        <TextInput
          label={t('un.phone')}
          error={tried && wrongPhone ? t('errors.un_phone') : null}
          type="tel"
          inputMode="tel"
          maxLength={20}
          spaced
          value={phone}
          onInput={setPhone}
          unknown={{ label: t('un.no_phone'), on: none, onToggle: setNone }}
        />
        {none && <p>{t('un.no_phone_how')}</p>}
        <Button type="submit" wide icon={IconSend}>
          {t('un.go')}
        </Button>
      </form>
    </Sheet>
  );
}
