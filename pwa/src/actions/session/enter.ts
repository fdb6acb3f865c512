import { type Entry, type Me, postSession } from '../../api/session';
import { fold } from '../../domain/fold';
import { readPhone } from '../../domain/phones';
import { thisDevice } from '../../state/device';
import { unverified } from '../../state/shelf';
import { changeSignIn, forgetSignIn, signIn } from '../../state/sign-in';
import type { Account } from '../../storage/schema';
import { signInAccount } from '../../storage/sign-in';
import { accountOf } from './account';
import { type Fault, faultOf } from './outcome';

/** The server reads so many. */
const MOST_CLAIMS = 200;

type Who = Pick<Entry, 'profile_id' | 'pin' | 'new_profile'>;

/**
 * Enters as an existing or a new person. What waited for a sign-in on this phone becomes theirs; so does
 * what was sent from it unverified, where the server finds by number or name that it was this person.
 */
export async function enter(who: Who): Promise<Fault | null> {
  const { ticket, phone } = signIn.peek();
  const claims = unverified.peek().flatMap(({ send_token }) => send_token ?? []).slice(-MOST_CLAIMS);
  const answer = await postSession({ ...who, ticket, device: thisDevice(), ...(claims[0] && { claims }) });
  if (answer.kind === 'ok') {
    await keepAccount(answer.body, readPhone(phone));
    forgetSignIn();
    return null;
  }
  const fault = faultOf(answer);
  if (fault.kind === 'told' && fault.code === 'ticket_expired') changeSignIn({ step: 'phone', ticket: '' });
  if (fault.kind === 'told' && fault.code === 'pin_needed') changeSignIn({ step: 'pin', profile: who.profile_id ?? null });
  return fault;
}

async function keepAccount(me: Me, phone: string | null): Promise<void> {
  // Whom the server never heard of is judged here, as it would have done.
  const same = (each: Account): boolean =>
    fold(each.full_name) === fold(me.person.full_name) || (phone !== null && each.phone === phone);
  const claimed = unverified.peek().filter((each) => (each.pending ? same(each) : me.claimed?.includes(each.id)));
  const ids = claimed.map(({ id }) => id);
  await signInAccount(accountOf(me), ids);
}
