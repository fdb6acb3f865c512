import { useEffect, useState } from 'preact/hooks';
import { askForCode } from '../../actions/session/askForCode';
import { verifyCode } from '../../actions/session/verifyCode';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { TextInput } from '../../components/TextInput';
import { changeSignIn, signIn } from '../../state/sign-in';
import { FaultBanner } from './FaultBanner';
import { useVerb } from './useVerb';
import { t } from './words';

const DIGITS = 6;

export function CodeStep() {
  const { phone, code, resend_at } = signIn.value;
  const { busy, fault, run } = useVerb();
  const wait = useSecondsUntil(resend_at);
  const type = (typed: string) => {
    const digits = typed.replace(/\D/g, '').slice(0, DIGITS);
    changeSignIn({ code: digits });
    if (digits.length === DIGITS && code.length < DIGITS) void run(() => verifyCode(phone, digits));
  };
  const confirm = (event: Event) => {
    event.preventDefault();
    if (code.length === DIGITS) void run(() => verifyCode(phone, code));
  };
  return (
    <form class="stack" onSubmit={confirm} noValidate>
      <p>
        {t('code_sent', { phone })} <span class="soft">{t('code_stay')}</span>
      </p>
      <FaultBanner fault={fault} />
      <TextInput label={t('code')} help={t('code_help')} required inputMode="numeric" autocomplete="one-time-code" spaced value={code} onInput={type} />
      <Banner kind="warning" title={t('code_safe')}>
        <p>{t('code_safe_more')}</p>
      </Banner>
      <Button type="submit" busy={busy} disabled={code.length < DIGITS} wide>
        {t('code_go')}
      </Button>
      <Button kind="second" disabled={wait > 0} onClick={() => void run(() => askForCode(phone))} wide>
        {wait > 0 ? t('resend_wait', { n: wait }) : t('resend')}
      </Button>
      <Button kind="quiet" onClick={() => changeSignIn({ step: 'phone' })}>
        {t('other_phone')}
      </Button>
    </form>
  );
}

function useSecondsUntil(moment: number): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const tick = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(tick);
  }, []);
  return Math.max(0, Math.ceil((moment - now) / 1000));
}
