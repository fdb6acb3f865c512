import { deleteDevice, type Device, getDevices } from '../../api/session';
import { type Fault, faultOf } from './outcome';

export type { Device };

export async function listDevices(): Promise<{ devices: Device[] } | { fault: Fault }> {
  const answer = await getDevices();
  return answer.kind === 'ok' ? { devices: answer.body.items } : { fault: faultOf(answer) };
}

/** Signs another phone out; a lost one may not send its queue either. */
export async function endDevice(id: string, lost: boolean): Promise<Fault | null> {
  const answer = await deleteDevice(id, lost);
  return answer.kind === 'ok' ? null : faultOf(answer);
}
