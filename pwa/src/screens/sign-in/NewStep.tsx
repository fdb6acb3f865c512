import { useState } from 'preact/hooks';
import { enter } from '../../actions/session/enter';
import { Button } from '../../components/Button';
import { TextInput } from '../../components/TextInput';
import { changeSignIn, signIn } from '../../state/sign-in';
import { FaultBanner } from './FaultBanner';
import type { StepProps } from './SignInScreen';
import { useVerb } from './useVerb';
import { t } from './words';

export function NewStep({ onEntered }: StepProps) {
  const { full_name, birth_year } = signIn.value;
  const [errors, setErrors] = useState<{ name?: string; year?: string }>({});
  const { busy, fault, run } = useVerb();
  const send = async (event: Event) => {
    event.preventDefault();
    const name = full_name.trim().normalize('NFC');
    const year = birth_year.trim();
    const wrong = {
      ...(name.length < 2 && { name: t('errors.full_name') }),
      ...(year !== '' && !/^(?:19|20)\d{2}$/.test(year) && { year: t('errors.birth_year') }),
    };
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    const profile = { full_name: name, ...(year && { birth_year: Number(year) }) };
    if (await run(() => enter({ new_profile: profile }))) onEntered();
  };
  return (
    <form class="stack" onSubmit={(event) => void send(event)} noValidate>
      <h2>{t('new_title')}</h2>
      <FaultBanner fault={fault} />
      <TextInput label={t('full_name')} help={t('full_name_help')} error={errors.name ?? null} required autocomplete="name" maxLength={120} value={full_name} onInput={(value) => changeSignIn({ full_name: value })} />
      <TextInput label={t('birth_year')} help={t('birth_year_help')} error={errors.year ?? null} inputMode="numeric" maxLength={4} value={birth_year} onInput={(value) => changeSignIn({ birth_year: value })} />
      <Button type="submit" busy={busy} wide>
        {t('new_go')}
      </Button>
    </form>
  );
}
