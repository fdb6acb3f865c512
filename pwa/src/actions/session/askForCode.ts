import { postCode } from '../../api/session';
import { changeSignIn } from '../../state/sign-in';
import { type Fault, faultOf } from './outcome';

/** Has a code sent to the number; null when it is on its way. */
export async function askForCode(phone: string): Promise<Fault | null> {
  const answer = await postCode(phone);
  if (answer.kind !== 'ok') return faultOf(answer);
  changeSignIn({ step: 'code', phone, code: '', resend_at: Date.now() + answer.body.resend_after * 1000 });
  return null;
}
