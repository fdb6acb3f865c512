import { deleteDevices, deleteSession } from '../../api/session';
import { account } from '../../state/shelf';
import { signOutAccounts } from '../../storage/accounts';
import { type Fault, faultOf } from './outcome';

/** The server has not heard yet that the one who used this phone has left it. */
const UNTOLD = 'motcua.left';

/**
 * Out on this phone, whatever the server says: the next person must not wait for a mast. What waits to
 * be sent keeps its token and still goes. The server's session ends when the link is back.
 */
export async function signOut(): Promise<void> {
  const answer = await deleteSession();
  if (answer.kind !== 'ok') localStorage.setItem(UNTOLD, '1');
  await signOutAccounts();
}

/** Called when the app stands and whenever something got through. Who came since has the cookie anew. */
export async function finishSignOut(): Promise<void> {
  if (!localStorage.getItem(UNTOLD)) return;
  const answer = account.peek() ? null : await deleteSession();
  if (!answer || answer.kind === 'ok') localStorage.removeItem(UNTOLD);
}

/** Out everywhere, this phone included. */
export async function signOutEverywhere(): Promise<Fault | null> {
  const answer = await deleteDevices(false);
  if (answer.kind !== 'ok') return faultOf(answer);
  await signOutAccounts();
  return null;
}
