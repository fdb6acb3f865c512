import '../../components/person.css';
import { enter } from '../../actions/session/enter';
import { Button } from '../../components/Button';
import { IconLock, IconPerson, IconPlus } from '../../components/icons';
import { changeSignIn, signIn } from '../../state/sign-in';
import { FaultBanner } from './FaultBanner';
import type { StepProps } from './SignInScreen';
import { useVerb } from './useVerb';
import { t } from './words';

/** One number, several people: each chooses their own name, or adds it. */
export function ProfileStep({ onEntered }: StepProps) {
  const { profiles } = signIn.value;
  const { busy, fault, run } = useVerb();
  const choose = async (id: string, needsPin: boolean) => {
    if (needsPin) changeSignIn({ step: 'pin', profile: id });
    else if (await run(() => enter({ profile_id: id }))) onEntered();
  };
  return (
    <>
      <div>
        <h2>{t('who')}</h2>
        <p class="soft">{t('who_help')}</p>
      </div>
      <FaultBanner fault={fault} />
      {profiles.map(({ id, display_name, needs_pin }) => (
        <button key={id} type="button" class="card person" disabled={busy} onClick={() => void choose(id, needs_pin)}>
          <span class="person__face">{needs_pin ? <IconLock /> : <IconPerson />}</span>
          <span class="person__body">
            <strong>{display_name}</strong>
            <span class="soft small">{t(needs_pin ? 'profile_pin' : 'profile_here')}</span>
          </span>
        </button>
      ))}
      <Button kind="second" icon={IconPlus} onClick={() => changeSignIn({ step: 'new' })} wide>
        {t('new')}
      </Button>
    </>
  );
}
