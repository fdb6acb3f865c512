import type { ComponentType } from 'preact';
import { Screen } from '../../components/Screen';
import { paths } from '../../router/paths';
import { go, query } from '../../state/navigation';
import { account } from '../../state/shelf';
import { changeSignIn, signIn, type SignInStep } from '../../state/sign-in';
import { CodeStep } from './CodeStep';
import { NewStep } from './NewStep';
import { PhoneStep } from './PhoneStep';
import { PinStep } from './PinStep';
import { ProfileStep } from './ProfileStep';
import { t } from './words';

export interface StepProps {
  /** Called when the person is in. */
  onEntered: () => void;
}

const STEPS: Record<SignInStep, ComponentType<StepProps>> = {
  phone: PhoneStep,
  code: CodeStep,
  profile: ProfileStep,
  pin: PinStep,
  new: NewStep,
};

/** Number, code, who: one question a step; leaving the app loses nothing. */
export function SignInScreen() {
  const { step, profiles } = signIn.value;
  const Step = STEPS[step];
  const before: Record<SignInStep, SignInStep | null> = {
    phone: null,
    code: 'phone',
    profile: 'phone',
    pin: 'profile',
    new: profiles.length > 0 ? 'profile' : 'phone',
  };
  const earlier = before[step];
  return (
    <Screen title={t('title')} back={paths.home} onBack={earlier ? () => changeSignIn({ step: earlier }) : undefined}>
      <Step
        key={step}
        onEntered={() => {
          keepEvening();
          go(nextPlace(query.peek().next), { replace: true });
        }}
      />
    </Screen>
  );
}

/** A volunteer's own page is fetched while there surely is a link: in the hamlets there is none. */
function keepEvening(): void {
  account.subscribe((now) => {
    if (now?.role === 'volunteer') import('../tonight/TonightScreen').catch(() => undefined);
  });
}

/** Back to where the sign-in was asked for; never to another site. */
export function nextPlace(asked: string | undefined): string {
  return asked && /^\/(?![/\\])/.test(asked) ? asked : paths.home;
}
