import { useState } from 'preact/hooks';
import { askForCode } from '../../actions/session/askForCode';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { TextInput } from '../../components/TextInput';
import { readPhone } from '../../domain/phones';
import { account, entries } from '../../state/shelf';
import { changeSignIn, signIn } from '../../state/sign-in';
import { FaultBanner } from './FaultBanner';
import { useVerb } from './useVerb';
import { t } from './words';

export function PhoneStep() {
  const { phone } = signIn.value;
  const [error, setError] = useState<string | null>(null);
  const { busy, fault, run } = useVerb();
  const now = account.value;
  const send = (event: Event) => {
    event.preventDefault();
    const read = readPhone(phone);
    setError(read ? null : t('errors.phone'));
    if (read) void run(() => askForCode(phone));
  };
  return (
    <form class="stack" onSubmit={send} noValidate>
      {now && (
        <Banner title={t('already', { name: now.full_name })}>
          <p>{t('already_text')}</p>
          {entries.value.length > 0 && <p>{t('already_waiting', { name: now.full_name })}</p>}
        </Banner>
      )}
      <FaultBanner fault={fault} />
      <TextInput label={t('phone')} help={t('phone_help')} error={error} required type="tel" inputMode="tel" autocomplete="tel" maxLength={20} spaced value={phone} onInput={(value) => changeSignIn({ phone: value })} />
      <Button type="submit" busy={busy} wide>
        {t('phone_go')}
      </Button>
    </form>
  );
}
