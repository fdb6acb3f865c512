import { useState } from 'preact/hooks';
import { enter } from '../../actions/session/enter';
import { Button } from '../../components/Button';
import { later } from '../../components/later';
import { PIN_LENGTH } from '../../domain/pin';
import { signIn } from '../../state/sign-in';
import { FaultBanner } from './FaultBanner';
import type { StepProps } from './SignInScreen';
import { useVerb } from './useVerb';
import { t } from './words';

const PinPad = later(() => import('../../components/PinPad').then((m) => m.PinPad));

export function PinStep({ onEntered }: StepProps) {
  const { profiles, profile } = signIn.value;
  const [chosen, setChosen] = useState<number[]>([]);
  const { busy, fault, run } = useVerb();
  const name = profiles.find(({ id }) => id === profile)?.display_name ?? '';
  const go = async () => {
    if (!profile) return;
    if (await run(() => enter({ profile_id: profile, pin: chosen }))) onEntered();
    else setChosen([]);
  };
  return (
    <>
      <div>
        <h2>{t('pin_title', { name })}</h2>
        <p class="soft">{t('pin_help')}</p>
      </div>
      <FaultBanner fault={fault} />
      <PinPad chosen={chosen} onChange={setChosen} />
      <Button busy={busy} disabled={chosen.length < PIN_LENGTH} onClick={() => void go()} wide>
        {t('pin_go')}
      </Button>
      <p class="soft small">{t('pin_lost')}</p>
    </>
  );
}
