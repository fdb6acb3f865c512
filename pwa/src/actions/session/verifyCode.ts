import { postVerify } from '../../api/session';
import { thisDevice } from '../../state/device';
import { changeSignIn } from '../../state/sign-in';
import { type Fault, faultOf } from './outcome';

/** Exchanges the code for a ticket; nobody known on this number goes straight to a new profile. */
export async function verifyCode(phone: string, code: string): Promise<Fault | null> {
  const answer = await postVerify(phone, code, thisDevice().id);
  if (answer.kind !== 'ok') return faultOf(answer);
  const { ticket, profiles } = answer.body;
  changeSignIn({ step: profiles.length > 0 ? 'profile' : 'new', ticket, profiles, code: '' });
  return null;
}
