import { deleteDevices, deleteSession } from '../../api/session';
import { signOutAccounts } from '../../storage/accounts';
import { type Fault, faultOf } from './outcome';

/** Out on this phone; what waits to be sent keeps its token and still goes. */
export async function signOut(): Promise<Fault | null> {
  const answer = await deleteSession();
  if (answer.kind !== 'ok') return faultOf(answer);
  await signOutAccounts();
  return null;
}

/** Out everywhere, this phone included. */
export async function signOutEverywhere(): Promise<Fault | null> {
  const answer = await deleteDevices(false);
  if (answer.kind !== 'ok') return faultOf(answer);
  await signOutAccounts();
  return null;
}
