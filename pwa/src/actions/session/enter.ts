import { type Entry, type Me, postSession } from '../../api/session';
import { thisDevice } from '../../state/device';
import { unverified } from '../../state/shelf';
import { changeSignIn, forgetSignIn, signIn } from '../../state/sign-in';
import { signInAccount } from '../../storage/accounts';
import type { Account } from '../../storage/schema';
import { type Fault, faultOf } from './outcome';

type Who = Pick<Entry, 'profile_id' | 'pin' | 'new_profile'>;

/**
 * Enters as an existing or a new person. What waited for a sign-in on this phone becomes theirs, and
 * what was sent from it unverified unless they said that it is another person's.
 */
export async function enter(who: Who): Promise<Fault | null> {
  const device = thisDevice();
  const { ticket, others } = signIn.peek();
  const mine = others ? [] : unverified.peek();
  const claims = mine.flatMap(({ send_token }) => send_token ?? []);
  const answer = await postSession({ ...who, ticket, device, ...(claims[0] && { claims }) });
  if (answer.kind === 'ok') {
    await keepAccount(answer.body, device.id, mine);
    forgetSignIn();
    return null;
  }
  const fault = faultOf(answer);
  if (fault.kind === 'told' && fault.code === 'ticket_expired') changeSignIn({ step: 'phone', ticket: '' });
  if (fault.kind === 'told' && fault.code === 'pin_needed') changeSignIn({ step: 'pin', profile: who.profile_id ?? null });
  return fault;
}

async function keepAccount(me: Me, device: string, mine: readonly Account[]): Promise<void> {
  await signInAccount(
    {
      id: me.person.id,
      full_name: me.person.full_name,
      phone_masked: me.person.phone_masked,
      role: me.person.role,
      send_token: me.send_token ?? null,
      device_id: me.device_id ?? device,
      agency: me.agency,
    },
    // Whom the server never heard of is this person's by the phone's word alone.
    mine.filter(({ id, pending }) => pending || me.claimed?.includes(id)).map(({ id }) => id),
  );
}
